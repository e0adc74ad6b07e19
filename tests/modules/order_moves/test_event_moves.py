"""An order becomes one of another event: stock, codes, answers, figures and money stay right."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_event, make_shop
from tests.factories.work import drain, run_timed
from tests.modules.order_moves.conftest import OtherDate
from tests.modules.orders.conftest import mails_about
from tests.modules.orders.test_answers import MEAL
from tests.modules.received_payments.conftest import balances, differences
from tests.prove.counts import examples

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets

pytestmark = pytest.mark.usefixtures("queued")
Reason = checkin.Reason


def owner_of(counter):
    return bearer(counter.shop.organization.owner)


def base_of(counter):
    return f"/api/v1/organizations/{counter.ctx.organization_id}"


def code_of(counter, order):
    with transaction(counter.ctx) as tx:
        [ticket] = [each for each in tickets.list_of(tx, UUID(order.id)) if each.is_valid]
        return tickets.code_of(tx, ticket)


def scan(counter, event_id, code):
    return checkin.scan(counter.ctx, event_id, checkin.Scan(code=code)).reason


def test_places_attendees_and_tickets_follow_and_money_stays(client, counter, later, move_to_event):
    order = counter.order(quantity=2).pay()
    before = order.now()
    answer = move_to_event(order)
    assert answer.status_code == 200, answer.json
    said = answer.json
    assert (said["tickets"], said["freed_places"], said["difference_minor"]) == (2, 2, 0)
    assert [(each["quantity"], each["places_left"]) for each in said["lines"]] == [(2, 1)]
    now = order.now()
    assert now["event_id"] == str(later.shop.event_id)
    [line] = now["lines"]
    assert (line["name"], line["ticket_type_id"], line["gross_minor"]) == (
        "Hall", str(later.type_id), 5000,
    )  # fmt: skip
    assert {each["ticket_type_id"] for each in now["attendees"]} == {str(later.type_id)}
    assert [each["id"] for each in now["attendees"]] == [each["id"] for each in before["attendees"]]
    assert {each["event_id"] for each in now["tickets"]} == {str(later.shop.event_id)}
    assert [each["state"] for each in now["tickets"]] == ["valid", "valid"]
    assert {each["id"] for each in now["tickets"]}.isdisjoint(
        each["id"] for each in before["tickets"]
    )
    assert (counter.left(), later.left()) == (5, 1)
    assert (balances(counter)["sales"], differences(counter)) == (-5000, [])
    assert (now["paid_minor"], now["money_state"]) == (before["paid_minor"], "paid")
    assert mails_about(order) == ["order-confirmed", "order-tickets-moved"]
    told = client.get(f"{order.path}/timeline", headers=owner_of(counter)).json["items"]
    assert {"order.moved", "ticket.voided"} <= {each["kind"] for each in told}


def test_a_code_admits_to_the_other_event_only(counter, later, move_to_event):
    order = counter.order().pay()
    former = code_of(counter, order)
    assert move_to_event(order).status_code == 200
    present = code_of(counter, order)
    here, there = counter.shop.event_id, later.shop.event_id
    assert scan(counter, here, former) is Reason.VOID
    assert scan(counter, there, former) is Reason.WRONG_EVENT
    assert scan(counter, here, present) is Reason.WRONG_EVENT
    assert scan(counter, there, present) is Reason.ADMITTED
    back = OtherDate(counter.shop, counter.type_id)
    refused = move_to_event(order, back, types={later.type_id: counter.type_id})
    assert refused.json["reason"] == "inside"


def test_figures_and_lists_of_both_events_follow(client, counter, later, move_to_event):
    order = counter.order(quantity=2).pay()
    assert move_to_event(order).status_code == 200
    run_timed("order_search.index")
    headers, base = owner_of(counter), base_of(counter)
    for event_id, found in ((counter.shop.event_id, 0), (later.shop.event_id, 2)):
        query = f"?event_id={event_id}"
        listed = client.get(f"{base}/attendees{query}", headers=headers).json["items"]
        assert len(listed) == found
        ordered = client.get(f"{base}/orders/search{query}", headers=headers).json["items"]
        assert [each["id"] for each in ordered] == ([order.id] if found else [])
        shown = client.get(f"{base}/events/{event_id}/dashboard", headers=headers).json
        figures = shown["figures"]
        assert (figures["tickets"], figures["taken"]) == (found, found)
        assert sum(each["net_minor"] for each in figures["revenue"]) == 2500 * found


def test_a_preview_says_the_same_and_writes_nothing(counter, later, move_to_event):
    order = counter.order().pay()
    before = order.now()
    shown = move_to_event(order, preview=True)
    assert shown.status_code == 200, shown.json
    assert order.now() == before
    assert (counter.left(), later.left()) == (4, 3)
    assert mails_about(order) == ["order-confirmed"]
    assert move_to_event(order).json == shown.json


def ask(client, counter, event_id, *questions):
    path = f"{base_of(counter)}/events/{event_id}/registration-form"
    answer = client.put(path, json={"questions": list(questions)}, headers=owner_of(counter))
    assert answer.status_code == 200, answer.json


def test_answers_are_carried_where_the_same_is_asked(client, counter, later, move_to_event):
    note = {"key": "note", "type": "short_text", "label": {"en": "Note"}, "scope": "order"}
    shoe = {"key": "shoe", "type": "number", "label": {"en": "Shoe"}, "scope": "attendee"}
    meal = {**MEAL, "required": False, "scope": "attendee"}
    ask(client, counter, counter.shop.event_id, meal, note, shoe)
    size = {"key": "size", "type": "short_text", "label": {"en": "Size"}, "scope": "attendee"}
    other_shoe = {**shoe, "type": "short_text"}
    ask(client, counter, later.shop.event_id, meal, other_shoe, {**size, "required": True})
    order = counter.order().pay()
    with transaction(counter.ctx) as tx:
        [attendee] = orders.get_whole_order(tx, UUID(order.id)).attendees
        orders.answer_placed(
            tx, UUID(order.id), {"note": "hello"},
            of_attendees={attendee.id: {MEAL["key"]: True, "shoe": "41"}},
        )  # fmt: skip
    said = move_to_event(order).json
    assert said["kept_answers"] == 1
    assert said["dropped_answers"] == ["/answers/note", "/attendees/0/answers/shoe"]
    assert said["missing_answers"] == ["/attendees/0/answers/size"]
    [attendee] = order.now()["attendees"]
    assert attendee["answers"] == {MEAL["key"]: True}
    silent = make_shop(counter.shop.organization)
    quiet = OtherDate(silent, silent.add_type(capacity=3, price_minor=2500))
    again = move_to_event(order, quiet, types={later.type_id: quiet.type_id}).json
    assert (again["kept_answers"], again["missing_answers"]) == (0, [])
    assert again["dropped_answers"] == [f"/attendees/0/answers/{MEAL['key']}"]


def test_another_price_is_waived_with_a_reason_and_a_refund_knows_what_was_paid(
    counter, later, move_to_event
):
    dear = later.shop.add_type(name="Gala", capacity=3, price_minor=4000)
    order = counter.order(quantity=2).pay()
    types = {counter.type_id: dear}
    refused = move_to_event(order, types=types)
    assert (refused.status_code, refused.json["code"]) == (409, "order-moves.price-differs")
    assert refused.json["difference_minor"] == 3000
    assert (counter.left(), order.now()["event_id"]) == (3, str(counter.shop.event_id))
    blank = move_to_event(order, types=types, waives_difference=True, reason=" ")
    assert [each["pointer"] for each in blank.json["errors"]] == ["/reason"]
    done = move_to_event(order, types=types, waives_difference=True, reason="Storm")
    assert (done.status_code, done.json["difference_minor"]) == (200, 3000)
    assert order.refund(amount_minor=None, reason="").status_code == 202
    drain()
    assert (order.now()["money_state"], differences(counter)) == ("refunded", [])
    assert counter.left() == 5


def test_what_the_other_event_has_no_places_for_stays(counter, later, move_to_event):
    order = counter.order(quantity=4).pay()
    before = order.now()
    assert move_to_event(order).json["code"] == "inventory.sold-out"
    assert (order.now(), counter.left(), later.left()) == (before, 1, 3)


def test_one_key_moves_once(counter, later, move_to_event):
    order = counter.order().pay()
    first, again = move_to_event(order, key="one"), move_to_event(order, key="one")
    assert (first.json, later.left()) == (again.json, 2)
    assert move_to_event(order).json["reason"] == "same-event"


def test_who_came_in_or_passed_their_ticket_on_or_has_not_paid_stays(counter, move_to_event):
    unpaid, inside, passed_on = counter.order(), counter.order().pay(), counter.order().pay()
    event_id = counter.shop.event_id
    assert scan(counter, event_id, code_of(counter, inside)) is Reason.ADMITTED
    [given] = passed_on.now()["tickets"]
    holder = tickets.NewHolder(name="Grace", email="grace@example.org", transfer_id=new_id())
    with transaction(counter.ctx) as tx:
        tickets.transfer(tx, UUID(given["id"]), holder)
    reasons = [move_to_event(each).json["reason"] for each in (unpaid, inside, passed_on)]
    assert reasons == ["not-confirmed", "inside", "passed-on"]


def test_an_event_that_nobody_can_come_to_takes_no_orders(counter, move_to_event):
    order = counter.order().pay()
    organization = counter.shop.organization
    draft, off = make_event(organization), make_shop(organization)
    events.cancel_event(off.organizer, off.event_id, reason="Storm")
    drain()
    for shop in (draft, off):
        to = OtherDate(shop, shop.add_type(capacity=3, price_minor=2500))
        assert move_to_event(order, to).json["reason"] == "event-not-open"


def test_every_ticket_type_needs_one_of_its_own(counter, later, move_to_event):
    balcony = counter.shop.add_type(name="Balcony", capacity=2, price_minor=2500)
    both = counter.client.post(
        counter.shop.orders_path, json=counter.shop.basket(counter.type_id, balcony)
    ).json
    order = type(counter.order())(counter, both["id"], both["secret"]).pay()
    assert move_to_event(order).json["reason"] == "type-left-out"
    one = {counter.type_id: later.type_id, balcony: later.type_id}
    assert move_to_event(order, types=one).json["reason"] == "types-meet"
    table = later.shop.add_type(capacity=8, price_minor=2500, places=4)
    wide = {counter.type_id: later.type_id, balcony: table}
    assert move_to_event(order, types=wide).json["reason"] == "not-plain"
    taxed = later.shop.add_type(capacity=8, price_minor=2500, tax_rate_bp=700)
    dutiable = {counter.type_id: later.type_id, balcony: taxed}
    assert move_to_event(order, types=dutiable).json["reason"] == "other-tax"
    second = later.shop.add_type(name="Rang", capacity=2, price_minor=2500)
    assert move_to_event(order, types={**one, balcony: second}).status_code == 200
    assert {each["name"] for each in order.now()["lines"]} == {"Hall", "Rang"}


def test_an_add_on_goes_with_its_ticket(counter, later, move_to_event):
    add_on = {"capacity": 4, "price_minor": 500, "sold_as": "add_on"}
    here = counter.shop.add_type(name="Parking", add_on_to=[counter.type_id], **add_on)
    there = later.shop.add_type(name="Car park", add_on_to=[later.type_id], **add_on)
    basket = counter.shop.basket(counter.type_id)
    basket["lines"].append({"ticket_type_id": str(here), "quantity": 1})
    placed = counter.client.post(counter.shop.orders_path, json=basket).json
    order = type(counter.order())(counter, placed["id"], placed["secret"]).pay()
    swapped = {counter.type_id: there, here: later.type_id}
    assert move_to_event(order, types=swapped).json["reason"] == "not-plain"
    types = {counter.type_id: later.type_id, here: there}
    done = move_to_event(order, types=types)
    assert (done.status_code, done.json["tickets"], done.json["freed_places"]) == (200, 1, 2)
    assert differences(counter) == []
    back = {later.type_id: counter.type_id, there: here}
    home = OtherDate(counter.shop, counter.type_id)
    assert move_to_event(order, home, types=back).status_code == 200
    assert differences(counter) == []


def test_bad_input_is_named(client, counter, later, move_to_event):
    order = counter.order().pay()
    one = {"from_ticket_type_id": str(counter.type_id), "to_ticket_type_id": str(later.type_id)}
    for body, pointer in (
        ({"event_id": str(new_id())}, "/event_id"),
        ({"event_id": "nonsense"}, "/event_id"),
        ({"ticket_types": []}, "/ticket_types"),
        ({"ticket_types": [one, one]}, "/ticket_types/1/from_ticket_type_id"),
        ({"session_id": str(new_id())}, "/session_id"),
    ):
        answer = move_to_event(order, **body)
        assert answer.status_code == 422, answer.json
        assert [each["pointer"] for each in answer.json["errors"]] == [pointer]
    strange = move_to_event(order, types={counter.type_id: counter.type_id})
    assert [each["pointer"] for each in strange.json["errors"]] == [
        "/ticket_types/0/to_ticket_type_id"
    ]


def test_an_event_of_another_organization_is_not_found(counter, later, move_to_event):
    order = counter.order().pay()
    foreign = make_shop()
    to = OtherDate(foreign, foreign.add_type(capacity=3, price_minor=2500))
    answer = move_to_event(order, to)
    assert [each["pointer"] for each in answer.json["errors"]] == ["/event_id"]
    assert (counter.left(), to.left()) == (4, 3)


def test_who_changes_orders_of_both_events_moves_them(counter, later, move_to_event):
    order = counter.order().pay()
    organization = counter.shop.organization
    assert move_to_event(order, user=add_member(organization, "partner")).status_code == 403
    assert move_to_event(order, user=make_organization().owner).status_code == 404
    for only in (counter.shop.event_id, later.shop.event_id):
        half = add_member(organization, "admin", event_ids=frozenset({only}))
        assert move_to_event(order, user=half).status_code in (403, 404)
    assert order.now()["event_id"] == str(counter.shop.event_id)
    whole = add_member(
        organization, "admin", event_ids=frozenset({counter.shop.event_id, later.shop.event_id})
    )
    assert move_to_event(order, user=whole).status_code == 200


@settings(
    max_examples=examples(5),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=5))
def test_wherever_orders_are_moved_each_event_counts_its_own(
    counter, later, bought, move_to_event, steps
):
    home = OtherDate(counter.shop, counter.type_id)
    for number, is_back in steps:
        there, here = (home, later) if is_back else (later, home)
        was = bought[number].now()["event_id"]
        answer = move_to_event(
            bought[number], there, types={here.type_id: there.type_id}, sends_mail=False
        )
        is_there = was == str(there.shop.event_id)
        assert answer.status_code == (409 if is_there else 200)
        at = [each.now()["event_id"] for each in bought]
        assert counter.left() == 5 - at.count(str(counter.shop.event_id))
        assert later.left() == 3 - at.count(str(later.shop.event_id))
    assert differences(counter) == []
    with transaction(counter.ctx) as tx:
        for each in bought:
            [ticket] = [one for one in tickets.list_of(tx, UUID(each.id)) if one.is_valid]
            assert ticket.event_id == orders.get_summary(tx, UUID(each.id)).event_id


@pytest.fixture
def bought(counter):
    return [counter.order().pay() for _ in range(3)]
