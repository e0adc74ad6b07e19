"""Passes at the order: who has none, a forged one, another event's, or one that is used."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from tests.factories.sales import make_shop

from turnout.modules.orders.checkout import service as checkout
from turnout.modules.orders.checkout.rules import (
    AttendeeInput,
    Basket,
    BasketLine,
    Complimentary,
)
from turnout.modules.waiting_room import api as waiting_room


@pytest.fixture
def held(room):
    """Ana's pass."""
    room.open()
    room.joined("ana")
    room.watch.move(1)
    return room.admitted("ana")


def code_of(answer):
    return answer.status_code, answer.json["code"]


def test_an_order_without_a_pass_is_refused(room, held):
    refused = room.order()
    assert code_of(refused) == (403, "waiting-room.pass-missing")
    assert refused.content_type == "application/problem+json"


def test_a_pass_opens_the_order_and_so_does_the_browsers_cookie(room, held):
    name = waiting_room.pass_cookie(room.shop.event_id)
    room.client.set_cookie(name, held)
    assert room.order().status_code == 201


@pytest.mark.parametrize(
    "spoil",
    [
        lambda it: it[:-1] + ("A" if it[-1] != "A" else "B"),
        lambda it: "k1.99999999999." + it.split(".", 2)[2],
        lambda _: "nonsense",
        lambda _: "ä.1.b.c",
    ],
)
def test_a_forged_pass_is_refused(room, held, spoil):
    name = waiting_room.pass_cookie(room.shop.event_id)
    room.client.set_cookie(name, spoil(held))
    assert code_of(room.order()) == (403, "waiting-room.pass-refused")


def test_a_place_is_no_pass(room, held):
    assert code_of(room.order(room.tokens["ana"])) == (403, "waiting-room.pass-refused")


def test_a_pass_of_another_event_is_refused(room, held, client, watch):
    other = type(room)(client, make_shop(room.shop.organization), room.ticket, watch)
    other.ticket = other.shop.add_type(capacity=5)
    other.open()
    assert code_of(other.order(held)) == (403, "waiting-room.pass-refused")


def test_a_pass_that_is_over_is_refused(room, held):
    room.watch.move(601)
    assert code_of(room.order(held)) == (403, "waiting-room.pass-expired")


def test_one_pass_has_one_order_at_a_time(room, held):
    first = room.order(held)
    assert first.status_code == 201
    assert code_of(room.order(held)) == (409, "waiting-room.pass-in-use")
    given_back = room.client.post(
        f"{room.shop.orders_path}/{first.json['id']}/cancel",
        headers={"Turnout-Order-Secret": first.json["secret"]},
    )
    assert given_back.status_code == 200, given_back.json
    assert room.order(held).status_code == 201


def test_a_pass_that_bought_buys_nothing_more(room, held):
    free = room.shop.add_type(capacity=5, price_minor=0)
    body = room.shop.basket(free, email="ana@people.example")
    headers = {"Turnout-Waiting-Room-Pass": held}
    bought = room.client.post(room.shop.orders_path, json=body, headers=headers)
    assert bought.json["state"] == "confirmed", bought.json
    assert code_of(room.order(held)) == (403, "waiting-room.pass-used")


def test_an_order_that_came_to_nothing_leaves_the_pass_as_it_was(room, held):
    assert room.order(held, quantity=51).status_code in (409, 422)
    assert room.order(held).status_code == 201


def test_the_same_request_again_answers_the_same(room, held):
    body = room.shop.basket(room.ticket)
    headers = {
        "Turnout-Waiting-Room-Pass": held,
        "Idempotency-Key": "2b8f9c1e-ana-buys-once-and-asks-twice",
    }
    path = room.shop.orders_path
    first = room.client.post(path, json=body, headers=headers)
    again = room.client.post(path, json=body, headers=headers)
    assert first.json["id"] == again.json["id"]


def test_twenty_orders_at_once_with_one_pass_are_one_order(room, held, app):
    def buy(_number):
        return app.test_client().post(
            room.shop.orders_path,
            json=room.shop.basket(room.ticket),
            headers={"Turnout-Waiting-Room-Pass": held},
        )

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(buy, range(20)))
    codes = [each.status_code for each in answers]
    assert codes.count(201) == 1
    assert {each.json["code"] for each in answers if each.status_code != 201} == {
        "waiting-room.pass-in-use"
    }


def test_the_team_waits_for_nobody(room, held):
    given = checkout.place_complimentary_order(
        room.shop.organizer,
        Basket(
            event_id=room.shop.event_id,
            lines=(BasketLine(room.ticket, 1),),
            buyer_email="guest@people.example",
            buyer_name="Guest",
            attendees=(AttendeeInput(room.ticket, "Guest"),),
            complimentary=Complimentary(sends_mail=False),
        ),
    )
    assert isinstance(given.id, UUID)


def test_an_event_without_a_waiting_room_sends_as_many_statements_as_ever(room, statements):
    room.order()
    statements.clear()
    assert room.order().status_code == 201
    named = [each for each in statements if "waiting_room_checkouts" in each]
    assert named == []
    assert len(statements) <= 6


def test_with_one_an_order_needs_one_statement_more_and_redis_not_at_all(room, held, no_redis):
    assert room.order(held).status_code == 201
