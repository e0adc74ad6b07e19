"""What is left of tickets is published with every commit that changes it, for public events."""

import json
from datetime import timedelta

import pytest
from tests.factories.people import make_organization
from tests.factories.redis_lines import redis_of
from tests.factories.sales import make_event, make_shop
from tests.factories.work import drain, run_timed
from tests.site.conftest import open_place

from turnout.kernel import clock, runtime
from turnout.kernel.messaging import live
from turnout.modules.inventory import api as inventory
from turnout.site.events.live_tickets import LiveTickets


@pytest.fixture
def ear(monkeypatch):
    """Publish, and tell what is left of the first ticket type by the latest document."""
    monkeypatch.setitem(live._numbers, live.TICKETS, LiveTickets().numbers)
    link = runtime.current().redis
    live.send_marks()
    redis_of(link).delete(live.MARKS)

    def listen(shop):
        name = live.channel(live.TICKETS, shop.organization.id, shop.event_id)
        redis_of(link).delete(live.last_name(name))
        live.publish_marked(link)
        raw = redis_of(link).get(live.last_name(name))
        return raw and [each["remaining"] for each in json.loads(raw)["tickets"]]

    return listen


def test_holds_confirmations_returns_and_new_capacities_are_told(client, queued, ear):
    shop = open_place().shop
    entry = shop.add_type(name="Entry", capacity=10)
    drain()
    assert ear(shop) == [10]
    held = client.post(shop.orders_path, json=shop.basket(entry, quantity=2, named=False))
    assert held.status_code == 201, held.json
    assert held.json["state"] == "held"
    assert ear(shop) == [8]
    bought = client.post(shop.orders_path, json=shop.basket(entry))
    assert bought.json["state"] == "confirmed"
    assert ear(shop) == [7]
    inventory.update_pool(shop.organizer, shop.event_id, pool_id=shop.pools[entry], capacity=20)
    assert ear(shop) == [17]
    assert ear(shop) is None


def test_a_lapsed_hold_is_told(client, queued, ear):
    shop = open_place().shop
    entry = shop.add_type(name="Entry", capacity=10)
    drain()
    client.post(shop.orders_path, json=shop.basket(entry, named=False))
    assert ear(shop) == [9]
    with clock.frozen(clock.now() + timedelta(hours=1)):
        run_timed("orders.expire_due")
    assert ear(shop) == [10]


def test_the_document_is_that_of_the_page(client, queued, ear):
    place = open_place()
    place.shop.add_type(name="Entry", capacity=10)
    drain()
    ear(place.shop)
    name = live.channel(live.TICKETS, place.shop.organization.id, place.event_id)
    published = redis_of(runtime.current().redis).get(live.last_name(name))
    assert json.loads(published) == client.get(f"{place.path}/availability.json").json


@pytest.mark.parametrize("stated", [{"visibility": "private"}, {}], ids=["private", "draft"])
def test_nobody_hears_of_an_event_that_is_not_public(queued, app, ear, stated):
    make = make_shop if stated else make_event
    shop = make(make_organization(), **stated)
    shop.add_type(name="Entry", capacity=10)
    drain()
    assert ear(shop) is None


def test_the_page_names_the_stream_and_may_connect_to_it(client, queued, place):
    page = client.get(place.path)
    stream = live.path(live.TICKETS, place.shop.organization.id, place.event_id)
    assert f'data-live="http://127.0.0.1:8081{stream}"' in page.text
    assert "connect-src 'self' http://127.0.0.1:8081;" in page.headers["Content-Security-Policy"]
