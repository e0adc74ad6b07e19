"""An order that waited for its organization's rows while they came to lie elsewhere is placed."""

import psycopg
import pytest
from tests.factories.sales import make_shop

from turnout.kernel.errors import Unavailable
from turnout.modules.orders.checkout import placement

SAID = "could not find valid entry for shard 102785"


@pytest.fixture
def shop(running):
    return make_shop()


def order(client, shop, type_id):
    body = {
        "event_id": str(shop.event_id),
        "lines": [{"ticket_type_id": str(type_id), "quantity": 1}],
    }
    return client.post(shop.orders_path, json=body)


def moving(monkeypatch, *, times):
    """Have the node refuse the claim of an order so many times; how often it was asked."""
    asked = []
    place = placement.checkout.place

    def refuse(*arguments, **more):
        asked.append(1)
        if len(asked) <= times:
            raise psycopg.errors.InternalError_(SAID)
        return place(*arguments, **more)

    monkeypatch.setattr(placement.checkout, "place", refuse)
    return asked


def test_it_is_placed_at_once_where_they_lie_now(client, shop, monkeypatch):
    type_id = shop.add_type(capacity=1)
    asked = moving(monkeypatch, times=1)
    assert order(client, shop, type_id).status_code == 201
    assert len(asked) == 2
    assert order(client, shop, type_id).status_code == 409


def test_while_they_go_on_moving_the_buyer_is_asked_to_come_again(client, shop, monkeypatch):
    type_id = shop.add_type(capacity=1)
    moving(monkeypatch, times=1000)
    answer = order(client, shop, type_id)
    assert answer.status_code == Unavailable.status
    assert int(answer.headers["Retry-After"]) > 0
