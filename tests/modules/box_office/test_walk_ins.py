"""Who walks in buys or registers at the door: sold, let in and given a badge in one commit."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, context_of
from tests.factories.work import drain
from tests.modules.checkin_devices.conftest import DoorDevice
from tests.modules.received_payments.conftest import balances, differences

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden
from turnout.kernel.ids import new_id
from turnout.modules.badges.service import layouts
from turnout.modules.badges.types import BadgeDesign, BadgeElement, NewBadgeLayout
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin import service as doors
from turnout.modules.checkin_devices import api as checkin_devices

pytestmark = pytest.mark.usefixtures("queued")
CASH = {"method": "cash", "reference": "R-7"}


@pytest.fixture
def join(client, counter):
    """Make a device of the event that sells, unless it says otherwise."""

    def join(name="Till", **stated: Any) -> DoorDevice:
        base = f"/api/v1/organizations/{counter.ctx.organization_id}"
        body = {"ends_at": in_hours(8), "may_sell": True, **stated}
        path = f"{base}/events/{counter.shop.event_id}/checkin-joining-codes"
        issued = client.post(path, json=body, headers=bearer(counter.shop.organization.owner))
        assert issued.status_code == 201, issued.json
        sent = {"code": issued.json["code"], "name": name}
        made = client.post(f"{base}/checkin-device/join", json=sent).json
        return DoorDevice(client, base, made["device"]["id"], made["token"])

    return join


@pytest.fixture
def walk_in(counter):
    """Sell to somebody at the door; without an address, as most who walk in."""

    def walk_in(device, *, key=None, type_id=None, quantity=1, name="Ada Lovelace", **changes):
        wanted = str(type_id or counter.type_id)
        body = {
            "lines": [{"ticket_type_id": wanted, "quantity": quantity}],
            "buyer": {"name": name},
            "attendees": [{"ticket_type_id": wanted, "name": name}] * quantity,
            "admits": True,
            **changes,
        }
        headers = {"Idempotency-Key": key or new_id().hex}
        answer = device.post("/box-office/sales", body, **headers)
        drain()
        return answer

    return walk_in


def in_hours(hours):
    return (clock.now() + timedelta(hours=hours)).isoformat()


def rows(counter, statement):
    with transaction(counter.ctx) as tx:
        return tx.query(f"{statement} WHERE organization_id = %(organization_id)s", tx.here())


def add_layout(counter):
    name = BadgeElement(kind="name", x_mm=5, y_mm=5, width_mm=60, height_mm=12)
    design = BadgeDesign(width_mm=85, height_mm=54, elements=[name])
    new = NewBadgeLayout(name="Badge", design=design, is_default=True)
    return layouts.create_layout(counter.ctx, counter.shop.event_id, new)


def test_who_walks_in_pays_cash_and_is_in_by_the_devices_gate(counter, join, walk_in):
    device = join("Till 1")
    answer = walk_in(device, payment=CASH, total_minor=2500)
    assert answer.status_code == 201, answer.json
    sold = answer.json
    assert (sold["state"], sold["total_minor"], sold["ticket_count"]) == ("confirmed", 2500, 1)
    [ticket] = sold["tickets"]
    assert (ticket["name"], ticket["admission"]) == ("Ada Lovelace", "admitted")
    assert (counter.left(), balances(counter)) == (4, {"cash": 2500, "sales": -2500})
    assert differences(counter) == []
    [(by, came)] = rows(counter, "SELECT actor, device FROM admissions")
    assert (by, came) == (f"device:{device.id}", "Till 1")
    [(recorded_by,)] = rows(counter, "SELECT recorded_by FROM received_payments")
    assert recorded_by == f"device:{device.id}"
    assert rows(counter, "SELECT channel, user_id, buyer_email FROM orders") == [
        ("box_office", None, "")
    ]
    assert rows(counter, "SELECT template FROM mails") == [], "nobody to mail anything to"
    again = device.post("/scans", {"ticket_id": ticket["ticket_id"], "scan_id": "scan-0001"})
    assert again.json["reason"] == "already_admitted"


def test_an_address_gets_the_tickets_by_mail(counter, join, walk_in):
    buyer = {"name": "Ada", "email": "ada@people.example", "locale": "fr"}
    assert walk_in(join(), payment=CASH, buyer=buyer).status_code == 201
    assert rows(counter, "SELECT recipient, locale FROM mails") == [("ada@people.example", "fr")]


def test_what_costs_nothing_is_registered_without_a_payment(counter, join, walk_in):
    free = counter.shop.add_type(capacity=3)
    device = join()
    assert walk_in(device, type_id=free, payment=CASH).json["code"] == "box-office.nothing-to-pay"
    answer = walk_in(device, type_id=free, quantity=2)
    assert (answer.json["state"], answer.json["total_minor"]) == ("confirmed", 0)
    assert [each["admission"] for each in answer.json["tickets"]] == ["admitted"] * 2
    assert rows(counter, "SELECT id FROM received_payments") == []


def test_one_key_sells_and_lets_in_once(counter, join, walk_in):
    device, key = join(), new_id().hex
    first = walk_in(device, key=key, payment=CASH)
    again = walk_in(device, key=key, payment=CASH)
    assert (first.json, counter.left()) == (again.json, 4)
    assert len(rows(counter, "SELECT id FROM admissions")) == 1
    assert walk_in(device, key=key, quantity=2, payment=CASH).status_code == 422
    sent = {"lines": [], "buyer": {}, "attendees": []}
    assert device.post("/box-office/sales", sent).status_code == 422


def test_whom_the_list_refuses_has_a_ticket_all_the_same(counter, join, walk_in):
    new = checkin.NewList(name="Late", opens_at=clock.now() + timedelta(hours=2))
    late = doors.create_list(counter.ctx, counter.shop.event_id, new).id
    answer = walk_in(join(), payment=CASH, list_id=str(late))
    assert [each["admission"] for each in answer.json["tickets"]] == ["not_yet"]
    assert (answer.json["state"], counter.left()) == ("confirmed", 4)
    assert rows(counter, "SELECT id FROM admissions") == []


def test_a_device_lets_in_by_its_own_lists(counter, join, walk_in):
    new = checkin.NewList(name="Side")
    side = doors.create_list(counter.ctx, counter.shop.event_id, new).id
    [everybody, *_] = doors.list_lists(counter.ctx, counter.shop.event_id)
    device = join(list_ids=[str(side)])
    other = walk_in(device, payment=CASH, list_id=str(everybody.id))
    assert other.json["code"] == "checkin_devices.other-list"
    assert counter.left() == 5
    walk_in(device, payment=CASH)
    assert rows(counter, "SELECT list_id FROM admissions") == [(side,)]


def test_another_sum_than_the_buyer_was_told_sells_nothing(counter, join, walk_in):
    answer = walk_in(join(), payment=CASH, total_minor=2000)
    assert (answer.status_code, answer.json["code"]) == (409, "box-office.total-changed")
    assert (answer.json["total_minor"], counter.left(), balances(counter)) == (2500, 5, {})


def test_what_is_sold_out_is_not_sold_and_nobody_is_in(counter, join, walk_in):
    answer = walk_in(join(), quantity=6, payment=CASH)
    assert answer.json["code"] == "inventory.sold-out"
    assert (counter.left(), rows(counter, "SELECT id FROM admissions")) == (5, [])


def test_a_badge_is_put_on_record_and_drawn_where_there_is_a_layout(counter, join, walk_in):
    device = join()
    without = walk_in(device, payment=CASH, prints_badges=True)
    assert without.json["badge_print_run_id"] is None
    add_layout(counter)
    sold = walk_in(device, payment=CASH, prints_badges=True).json
    [ticket] = sold["tickets"]
    prints = rows(counter, "SELECT ticket_id::text, number, printed_by FROM badge_prints")
    assert prints == [(ticket["ticket_id"], 1, f"device:{device.id}")]
    drawn = device.get(f"/box-office/badges/{sold['badge_print_run_id']}")
    assert (drawn.status_code, drawn.data[:5]) == (200, b"%PDF-")
    assert device.get(f"/box-office/badges/{new_id()}").status_code == 404


def test_what_is_on_sale_now_is_offered_with_prices_and_places(counter, join):
    free = counter.shop.add_type(capacity=3)
    counter.shop.add_type(capacity=3, sales_start_at=clock.now() + timedelta(days=1))
    items = join().get("/box-office/ticket-types").json["items"]
    assert {each["ticket_type_id"]: (each["price_minor"], each["remaining"]) for each in items} == {
        str(counter.type_id): (2500, 5),
        str(free): (0, 3),
    }


def test_the_door_offers_and_charges_the_box_offices_price_and_has_its_places(
    client, counter, join, walk_in
):
    owner = bearer(counter.shop.organization.owner)
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/events/{counter.shop.event_id}"
    free = counter.shop.add_type(capacity=3)
    for type_id, said in (
        (counter.type_id, {"prices": {"EUR": 2900}, "most": 2}),
        (free, {"is_sold": False}),
    ):
        body = {"ticket_type_id": str(type_id), "channel": "box_office", **said}
        made = client.post(f"{path}/channel-settings", json=body, headers=owner)
        assert made.status_code == 201, made.json
    device = join()
    [item] = device.get("/box-office/ticket-types").json["items"]
    assert item["ticket_type_id"] == str(counter.type_id)
    assert (item["price_minor"], item["remaining"]) == (2900, 2)
    refused = walk_in(device, payment=CASH, total_minor=2500)
    assert refused.json["code"] == "box-office.total-changed"
    sold = walk_in(device, payment=CASH, total_minor=2900)
    assert (sold.status_code, sold.json["total_minor"]) == (201, 2900)


def test_one_order_of_somebody_unknown_keeps_to_the_limit_per_person(counter, join, walk_in):
    one = counter.shop.add_type(capacity=9, maximum_per_person=2)
    device = join()
    refused = walk_in(device, type_id=one, quantity=3)
    assert [each["pointer"] for each in refused.json["errors"]] == ["/lines/0/quantity"]
    assert walk_in(device, type_id=one, quantity=2).status_code == 201


def test_only_devices_that_may_sell_do(counter, join, walk_in):
    device = join(may_sell=False)
    assert device.get().json["device"]["may_sell"] is False
    refused = walk_in(device, payment=CASH)
    assert (refused.status_code, refused.json["code"]) == (
        403,
        "checkin_devices.selling-not-allowed",
    )
    assert device.get("/box-office/ticket-types").status_code == 403
    assert device.get(f"/box-office/badges/{new_id()}").status_code == 403
    assert counter.left() == 5


def test_a_device_that_was_taken_away_sells_nothing_more(client, counter, join, walk_in):
    device = join()
    event = f"{device.base}/events/{counter.shop.event_id}"
    owner = bearer(counter.shop.organization.owner)
    client.post(f"{event}/checkin-devices/{device.id}/revoke", headers=owner)
    assert walk_in(device, payment=CASH).json["wipe"] is True
    assert counter.left() == 5


def test_nobody_hands_on_a_till_who_may_not_sell(counter):
    ctx = context_of(counter.shop.organization, counter.shop.organization.owner)
    poorer = replace(ctx, permissions=ctx.permissions - {"orders.record-payments"})
    new = checkin_devices.NewJoiningCode(ends_at=clock.now() + timedelta(days=1), may_sell=True)
    with pytest.raises(Forbidden):
        checkin_devices.create_joining_code(poorer, counter.shop.event_id, new)


@pytest.fixture
def at_desk(client, counter):
    """The same from the console's box office."""

    def at_desk(user=None, **changes):
        basket = counter.shop.basket(counter.type_id)
        headers = bearer(user or counter.shop.organization.owner)
        headers["Idempotency-Key"] = new_id().hex
        path = f"{counter.shop.orders_path}/box-office"
        answer = client.post(path, json={**basket, **changes}, headers=headers)
        drain()
        return answer

    return at_desk


def test_the_desk_lets_in_and_prints_too(counter, at_desk):
    add_layout(counter)
    answer = at_desk(payment=CASH, admits=True, prints_badges=True, buyer={"name": "Ada"})
    assert [each["admission"] for each in answer.json["tickets"]] == ["admitted"]
    assert answer.json["badge_print_run_id"] is not None
    assert [each["admission"] for each in at_desk(payment=CASH).json["tickets"]] == [None]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [({"admits": True}, "/admits"), ({"prints_badges": True}, "/prints_badges"),
     ({"buyer": {"name": "Ada"}}, "/buyer/email"), ({"total_minor": -1}, "/total_minor")],
)  # fmt: skip
def test_who_pays_later_needs_an_address_and_does_not_come_in_yet(
    counter, at_desk, changes, pointer
):
    answer = at_desk(pay_until=in_hours(24), **changes)
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]
    assert counter.left() == 5


def test_letting_in_needs_the_permission_of_it(counter, at_desk):
    staff = add_member(counter.shop.organization, "staff")
    assert at_desk(user=staff, payment=CASH, admits=True).status_code == 403


def test_sales_reports_name_who_of_the_team_sold(client, counter, join, walk_in):
    owner = counter.shop.organization.owner
    assert walk_in(join("Till 1"), payment=CASH, quantity=2).status_code == 201
    body = {**counter.shop.basket(counter.type_id), "payment": CASH}
    headers = bearer(owner) | {"Idempotency-Key": new_id().hex}
    sold = client.post(f"{counter.shop.orders_path}/box-office", json=body, headers=headers)
    assert sold.status_code == 201, sold.json
    counter.order().pay()
    drain()
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/sales-report"
    found = client.get(path, query_string={"group_by": "sold_by"}, headers=bearer(owner)).json
    said = [(each["name"], each["tickets"], each["received_minor"]) for each in found["lines"]]
    assert sorted(said, key=str) == sorted(
        [("Till 1", 2, 5000), (owner.display_name, 1, 2500), (None, 1, 2500)], key=str
    )
    assert {each["key"].partition(":")[0] for each in found["lines"]} == {"device", "user", ""}
