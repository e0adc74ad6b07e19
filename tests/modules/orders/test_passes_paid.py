"""A pass that cost something: refunds, one of its events called off, books and doors agree."""

from datetime import timedelta

import pytest
from tests.factories import payments as making
from tests.factories import work
from tests.factories.passes import make_season
from tests.factories.people import bearer
from tests.factories.sales_desk import SalesDesk

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.checkin import api as checkin
from turnout.modules.reconciliation import api as reconciliation
from turnout.modules.tickets import api as tickets


@pytest.fixture
def season(app):
    return make_season(5, 5, 5, price_minor=2500)


@pytest.fixture
def till(client, queued, provider, season):
    """The checkout of the first evening, and a pass for 50.00 at it."""
    everything = season.add_pass(price_minor=5000, tax_rate_bp=1900)
    connection = making.make_payment_connection(season.home.organizer, provider=provider)
    with making.reachable(provider):
        yield SalesDesk(client, provider, season.home, connection, everything)


def act(till, shop, step, **body):
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/{step}"
    answer = till.client.post(path, json=body, headers=bearer(shop.organization.owner))
    assert answer.status_code == 200, answer.json
    work.drain()
    work.carry_out_order_actions()
    work.drain()


def hear(till, *bought):
    for each in bought:
        till.deliver(each.told())
    work.drain()


def tickets_of(bought):
    """Event → states of the order's tickets for it."""
    found = {}
    for each in bought.now()["tickets"]:
        found.setdefault(each["event_id"], []).append(each["state"])
    return found


def states_of(tickets):
    return {state for states in tickets.values() for state in states}


def differences(season):
    job = system_in(season.organization.id, "test")
    return reconciliation.reconcile(job, repair=False).differences


def scan(season, evening, code):
    return checkin.scan(
        season.home.organizer, season.evenings[evening].event_id, checkin.Scan(code=code)
    ).reason.value


def codes_of(season, bought):
    """Event → codes of the valid tickets of an order."""
    with transaction(season.home.organizer) as tx:
        found = {}
        for each in tickets.list_of(tx, bought.id):
            found.setdefault(each.event_id, []).append(tickets.code_of(tx, each))
    return [found[shop.event_id] for shop in season.evenings]


def test_a_paid_pass_is_confirmed_by_its_payment_and_the_books_agree(till, season):
    bought = till.order(quantity=2)
    assert bought.now()["tickets"] == []
    assert season.left() == [3, 3, 3]
    bought.pay()
    assert {event: len(states) for event, states in tickets_of(bought).items()} == {
        str(shop.event_id): 2 for shop in season.evenings
    }
    assert season.left() == [3, 3, 3]
    assert differences(season) == []


def test_every_door_admits_a_pass_once(till, season):
    bought = till.order().pay()
    first, second, third = (codes[0] for codes in codes_of(season, bought))
    assert [scan(season, 0, first), scan(season, 0, first)] == ["admitted", "already_admitted"]
    assert scan(season, 0, second) == "wrong_event"
    assert [scan(season, 1, second), scan(season, 2, third)] == ["admitted", "admitted"]
    for shop, type_id in zip(season.evenings, season.types, strict=True):
        figures = checkin.count_inside(shop.organizer, shop.event_id)
        assert {each.ticket_type_id: each.tickets for each in figures.valid} == {type_id: 1}
        parts = [part for each in figures.lists for part in each.parts]
        assert [(each.ticket_type_id, each.people) for each in parts] == [(type_id, 1)]


def test_a_lapsed_pass_returns_its_place_of_every_event(till, season):
    till.order(quantity=2)
    assert season.left() == [3, 3, 3]
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
    assert season.left() == [5, 5, 5]


def test_refunding_a_pass_voids_its_tickets_everywhere(till, season):
    bought = till.order().pay()
    code = codes_of(season, bought)[2][0]
    assert bought.refund().status_code == 202
    work.drain()
    hear(till, bought)
    assert bought.now()["money_state"] == "refunded"
    assert states_of(tickets_of(bought)) == {"refunded"}
    assert season.left() == [5, 5, 5]
    assert scan(season, 2, code) == "refunded"
    assert differences(season) == []


def test_one_event_called_off_gives_back_its_share_and_leaves_the_rest(till, season):
    single = till.client.post(
        season.evenings[1].orders_path, json=season.evenings[1].basket(season.types[1])
    ).json
    bought = till.order(quantity=2).pay()
    code = codes_of(season, bought)[1][0]
    off = season.evenings[1]
    act(till, off, "cancel", orders="refund")
    hear(till, bought)
    order = bought.now()
    assert (order["state"], order["money_state"]) == ("confirmed", "part_refunded")
    assert order["refunded_minor"] == 2 * 1667
    states = tickets_of(bought)
    assert states.pop(str(off.event_id)) == ["void", "void"]
    assert states_of(states) == {"valid"}
    assert season.left() == [3, 5, 3]
    assert scan(season, 1, code) == "void"
    assert differences(season) == []
    alone = till.client.get(
        f"{off.orders_path}/{single['id']}", headers={"Turnout-Order-Secret": single["secret"]}
    ).json
    assert alone["state"] == "cancelled"


def test_the_event_that_sold_the_pass_is_called_off_like_any_other(till, season):
    body = season.home.basket(till.type_id, season.types[0])
    mixed = till.client.post(season.home.orders_path, json=body).json
    till_order = till.order()
    bought = type(till_order)(till, mixed["id"], mixed["secret"]).pay()
    assert bought.now()["total_minor"] == 7500
    act(till, season.home, "cancel", orders="refund")
    hear(till, bought)
    order = bought.now()
    assert order["state"] == "confirmed"
    assert order["refunded_minor"] == 2500 + 1666
    assert tickets_of(bought)[str(season.home.event_id)] == ["void", "void"]
    assert till_order.now()["state"] == "cancelled"
    assert season.left() == [5, 4, 4]
    assert differences(season) == []


def test_all_events_called_off_give_back_the_whole_price(till, season):
    bought = till.order().pay()
    for shop in (season.evenings[2], season.home, season.evenings[1]):
        act(till, shop, "cancel", orders="refund")
    hear(till, bought)
    order = bought.now()
    assert (order["state"], order["money_state"]) == ("cancelled", "refunded")
    assert order["refunded_minor"] == 5000
    assert season.left() == [5, 5, 5]
    assert differences(season) == []


def test_a_refund_after_an_event_was_called_off_gives_back_no_place_twice(till, season):
    bought, other = till.order().pay(), till.order().pay()
    act(till, season.evenings[1], "cancel", orders="refund")
    hear(till, bought, other)
    assert bought.refund().status_code == 202
    work.drain()
    hear(till, bought)
    assert bought.now()["refunded_minor"] == 5000
    assert season.left() == [4, 5, 4]
    assert differences(season) == []


def test_a_buyer_who_was_asked_gives_back_the_event_and_keeps_the_pass(till, season):
    bought = till.order().pay()
    off = season.evenings[2]
    act(till, off, "postpone", orders="ask")
    assert season.left() == [4, 4, 4]
    answer = till.client.post(f"{bought.path}/return", headers=bought.headers)
    assert (answer.status_code, answer.json["state"]) == (200, "confirmed")
    again = till.client.post(f"{bought.path}/return", headers=bought.headers)
    assert again.json["code"] == "orders.nothing-to-return"
    work.drain()
    hear(till, bought)
    assert bought.now()["refunded_minor"] == 1667
    assert season.left() == [4, 4, 5]
    assert differences(season) == []


def test_a_pass_that_is_still_to_be_paid_ends_with_an_event_that_is_off(till, season):
    waiting = till.order()
    waiting.start()
    act(till, season.evenings[1], "cancel", orders="keep")
    assert waiting.now()["state"] == "cancelled"
    assert season.left() == [5, 5, 5]


def test_stock_that_was_spoilt_is_set_right_from_passes_and_single_tickets(till, season):
    till.order().pay()
    till.order(quantity=2)
    single = season.evenings[2]
    till.client.post(single.orders_path, json=single.basket(season.types[2]))
    job = system_in(season.organization.id, "test")
    with transaction(job) as tx:
        tx.query("UPDATE inventory_counters SET taken = 0")
    assert sorted((each.expected, each.found) for each in differences(season)) == [
        (3, 0), (3, 0), (4, 0),
    ]  # fmt: skip
    assert reconciliation.reconcile(job, repair=True).differences == []
    assert season.left() == [2, 2, 1]


def give_back(till, bought, *attendees):
    """Cancel these attendees of an order for what the buyer is shown."""
    wanted = [
        each["id"]
        for each in bought.now()["tickets"]
        if each["attendee_id"] in attendees and each["state"] == "valid"
    ]
    asked = [("ticket_id", each) for each in wanted]
    path = f"{bought.path}/cancellation"
    shown = till.client.get(path, query_string=asked, headers=bought.headers).json
    body = {"ticket_ids": wanted, "amount_minor": shown["amount_minor"]}
    answer = till.client.post(path, json=body, headers=bought.headers)
    assert answer.status_code == 202, answer.json
    work.drain()
    hear(till, bought)
    return shown["amount_minor"]


def test_one_of_two_passes_given_back_after_an_event_was_called_off(till, season):
    base = f"/api/v1/organizations/{season.organization.id}/events/{season.home.event_id}"
    till.client.put(
        f"{base}/buyer-terms", json={"refund": "full"}, headers=bearer(season.organization.owner)
    )
    bought = till.order(quantity=2).pay()
    first, second = (each["id"] for each in bought.now()["attendees"])
    act(till, season.evenings[1], "cancel", orders="refund")
    hear(till, bought)
    assert bought.now()["refunded_minor"] == 2 * 1667
    assert give_back(till, bought, first) == 5000 - 1667
    assert season.left() == [4, 5, 4]
    assert differences(season) == []
    act(till, season.evenings[2], "cancel", orders="refund")
    hear(till, bought)
    assert bought.now()["refunded_minor"] == 2 * 1667 + (5000 - 1667) + 1667
    assert season.left() == [4, 5, 5]
    assert differences(season) == []
    assert give_back(till, bought, second) == 1666
    assert (bought.now()["state"], season.left()) == ("cancelled", [5, 5, 5])
    assert differences(season) == []


def test_the_mail_names_the_event_that_was_called_off_and_not_the_one_that_sold_the_pass(
    till, season
):
    bought = till.order().pay()
    off = season.evenings[2]
    act(till, off, "cancel", orders="keep", reason="The roof leaks.")
    with transaction(season.home.organizer) as tx:
        [details] = tx.query(
            "SELECT details FROM mails WHERE order_id = %(id)s"
            " AND template = 'order-event-changed'",
            {"id": bought.id},
        )
    assert details[0]["event_id"] == str(off.event_id)
    assert (bought.now()["state"], season.left()) == ("confirmed", [4, 4, 4])
