"""Tickets of an order become another ticket type: stock, codes and money stay right."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain
from tests.modules.order_moves.conftest import left
from tests.modules.orders.conftest import mails_about
from tests.modules.orders.test_answers import MEAL
from tests.modules.received_payments.conftest import balances, differences

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.order_moves import rules
from turnout.modules.order_moves.types import Obstacle
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout_sdk.money import Money

pytestmark = pytest.mark.usefixtures("queued")


def codes(counter, order):
    with transaction(counter.ctx) as tx:
        return {each.id: each.nonce for each in tickets.list_of(tx, order.id)}


def test_places_attendees_and_tickets_follow_and_the_codes_stay(client, counter, balcony, move):
    order = counter.order(quantity=2).pay()
    before = codes(counter, order)
    answer = move(order)
    assert answer.status_code == 200, answer.json
    assert (answer.json["quantity"], answer.json["difference_minor"]) == (2, 0)
    now = order.now()
    [line] = now["lines"]
    assert (line["name"], line["ticket_type_id"], line["gross_minor"]) == (
        "Balcony", str(balcony), 5000,
    )  # fmt: skip
    assert {each["ticket_type_id"] for each in now["attendees"] + now["tickets"]} == {str(balcony)}
    assert codes(counter, order) == before
    assert left(counter, counter.type_id, balcony) == [5, 0]
    assert mails_about(order) == ["order-confirmed", "order-tickets-moved"]
    assert (balances(counter)["sales"], differences(counter)) == (-5000, [])
    owner = bearer(counter.shop.organization.owner)
    told = client.get(f"{order.path}/timeline", headers=owner).json["items"]
    kinds = [each["kind"] for each in told]
    assert ("ticket.moved" in kinds, "ticket.code-renewed" in kinds) == (True, False)


def test_a_preview_says_the_same_and_writes_nothing(counter, balcony, move):
    order = counter.order().pay()
    owner = bearer(counter.shop.organization.owner)
    event = f"/api/v1/organizations/{counter.ctx.organization_id}/events/{counter.shop.event_id}"
    meal = {**MEAL, "required": True, "scope": "attendee"}
    counter.client.put(f"{event}/registration-form", json={"questions": [meal]}, headers=owner)
    shown = move(order, preview=True)
    assert shown.status_code == 200, shown.json
    assert shown.json["missing_answers"] == [f"/attendees/0/answers/{MEAL['key']}"]
    assert left(counter, counter.type_id, balcony) == [4, 2]
    assert order.now()["lines"][0]["ticket_type_id"] == str(counter.type_id)
    assert mails_about(order) == ["order-confirmed"]
    assert move(order).json == shown.json


def test_another_price_is_waived_with_a_reason_and_no_money_moves(counter, move):
    dear = counter.shop.add_type(name="Front row", capacity=3, price_minor=4000)
    order = counter.order(quantity=2).pay()
    refused = move(order, dear)
    assert (refused.status_code, refused.json["code"]) == (409, "order-moves.price-differs")
    assert refused.json["difference_minor"] == 3000
    assert left(counter, counter.type_id, dear) == [3, 3]
    blank = move(order, dear, waives_difference=True, reason=" ")
    assert [each["pointer"] for each in blank.json["errors"]] == ["/reason"]
    done = move(order, dear, waives_difference=True, reason="The hall floods", sends_mail=False)
    assert (done.status_code, done.json["paid_unit_minor"]) == (200, 2500)
    now = order.now()
    assert (now["total_minor"], now["paid_minor"], now["money_state"]) == (5000, 5000, "paid")
    assert (mails_about(order), differences(counter)) == (["order-confirmed"], [])
    assert order.refund(amount_minor=None, reason="").status_code == 202
    drain()
    assert (left(counter, counter.type_id, dear), differences(counter)) == ([5, 3], [])


def test_what_the_other_type_has_no_places_for_stays(counter, balcony, move):
    order = counter.order(quantity=3).pay()
    assert move(order).json["code"] == "inventory.sold-out"
    assert left(counter, counter.type_id, balcony) == [2, 2]
    assert {each["ticket_type_id"] for each in order.now()["tickets"]} == {str(counter.type_id)}


def test_one_key_moves_once(counter, balcony, move):
    order = counter.order().pay()
    first, again = move(order, key="one"), move(order, key="one")
    assert (first.json, left(counter, balcony)) == (again.json, [1])
    assert move(order).json["reason"] == Obstacle.NONE_OF_THE_TYPE.value


def test_who_came_in_or_passed_their_ticket_on_or_has_not_paid_stays(client, counter, move):
    unpaid, inside, passed_on = counter.order(), counter.order().pay(), counter.order().pay()
    with transaction(counter.ctx) as tx:
        [ticket] = tickets.list_of(tx, UUID(inside.id))
        code = tickets.code_of(tx, ticket)
    scanned = checkin.scan(counter.ctx, counter.shop.event_id, checkin.Scan(code=code))
    assert scanned.reason is checkin.Reason.ADMITTED
    [given] = passed_on.now()["tickets"]
    holder = tickets.NewHolder(name="Grace", email="grace@example.org", transfer_id=new_id())
    with transaction(counter.ctx) as tx:
        tickets.transfer(tx, UUID(given["id"]), holder)
    reasons = [move(each).json["reason"] for each in (unpaid, inside, passed_on)]
    assert reasons == ["not-confirmed", "inside", "passed-on"]


def test_a_type_of_another_event_or_organization_is_none(counter, balcony, move):
    order = counter.order().pay()
    for shop in (make_shop(counter.shop.organization), make_shop()):
        foreign = shop.add_type(capacity=3)
        answer = move(order, foreign)
        assert [each["pointer"] for each in answer.json["errors"]] == ["/to_ticket_type_id"]
        from_there = move(order, balcony, from_ticket_type_id=str(foreign))
        assert from_there.json["reason"] == "none-of-the-type"
    assert left(counter, counter.type_id, balcony) == [4, 2]


def test_who_changes_orders_moves_them(counter, move):
    order = counter.order().pay()
    organization = counter.shop.organization
    assert move(order, user=add_member(organization, "partner")).status_code == 403
    assert move(order, user=make_organization().owner).status_code == 404
    assert order.now()["lines"][0]["ticket_type_id"] == str(counter.type_id)


@pytest.fixture
def bought(counter):
    return [counter.order().pay() for _ in range(3)]


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=5))
def test_whatever_is_moved_the_sum_of_places_is_kept(counter, balcony, bought, move, steps):
    for number, is_back in steps:
        there, back = (counter.type_id, balcony) if is_back else (balcony, counter.type_id)
        move(bought[number], there, from_ticket_type_id=str(back), sends_mail=False)
        assert sum(left(counter, counter.type_id, balcony)) == 4
    assert differences(counter) == []


def offer(**changes):
    values = {
        "ticket_type_id": new_id(), "pool_id": new_id(), "name": "", "description": "",
        "kind": "paid", "price": Money(100, "EUR"), "tax_rate_bp": 1900, "minimum": 1,
        "maximum": 9, "sales_start_at": None, "sales_end_at": None, "state": "on_sale",
        "is_hidden": False, "position": 1, "version": 1,
    }  # fmt: skip
    return catalog.Offer(**(values | changes))


def sold(of, **changes):
    values = {
        "id": new_id(), "ticket_type_id": of.ticket_type_id, "quantity": 2, "left": 2,
        "unit_minor": 100, "draws": {of.pool_id: 2}, "seats": {of.ticket_type_id: 2},
    }  # fmt: skip
    return orders.SoldLine(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({}, None),
        ({"places": 8}, Obstacle.NOT_PLAIN),
        ({"sold_as": "pass"}, Obstacle.NOT_PLAIN),
        ({"price": Money(100, "CHF")}, Obstacle.OTHER_CURRENCY),
        ({"tax_rate_bp": 700}, Obstacle.OTHER_TAX),
    ],
)
def test_only_tickets_that_are_alike_are_exchanged(changes, obstacle):
    source, to = offer(), offer(**changes)
    offers = {source.ticket_type_id: source}
    found = rules.obstacle_of_types(
        [sold(source)], offers, from_id=source.ticket_type_id, to=to, currency="EUR"
    )
    assert found is obstacle


def test_what_goes_with_a_ticket_keeps_it():
    source, to = offer(), offer()
    dinner = offer(sold_as="add_on", requires_ticket_types=(source.ticket_type_id,))
    offers = {each.ticket_type_id: each for each in (source, dinner)}
    lines = [sold(source), sold(dinner)]
    found = rules.obstacle_of_types(
        lines, offers, from_id=source.ticket_type_id, to=to, currency="EUR"
    )
    assert found is Obstacle.ADD_ON_GOES_WITH_IT
    both = rules.obstacle_of_order(
        "confirmed", [*lines, sold(to)], from_id=source.ticket_type_id, to_id=to.ticket_type_id
    )
    assert both is Obstacle.HAS_THE_OTHER
