"""Badges of what is sold at the desk or at the door go to a print station, in the sale's commit."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer, context_of
from tests.factories.work import drain
from tests.modules.checkin_devices.conftest import DoorDevice

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden
from turnout.kernel.ids import new_id
from turnout.modules.badges.service import layouts
from turnout.modules.badges.types import BadgeDesign, BadgeElement, NewBadgeLayout
from turnout.modules.box_office.service import sell_tickets
from turnout.modules.box_office.types import NewDeskSale
from turnout.modules.orders.api import BasketLine
from turnout.modules.received_payments.api import NewReceivedPayment

pytestmark = pytest.mark.usefixtures("queued")
CASH = {"method": "cash", "reference": "R-7"}


@pytest.fixture
def ask(client, counter):
    """Ask the API as the organization's owner, once."""

    def ask(method: str, path: str, body: Any = None) -> Any:
        base = f"/api/v1/organizations/{counter.ctx.organization_id}"
        headers = bearer(counter.shop.organization.owner) | {"Idempotency-Key": new_id().hex}
        return client.open(f"{base}{path}", method=method, json=body, headers=headers)

    return ask


@pytest.fixture
def event(counter):
    return f"/events/{counter.shop.event_id}"


@pytest.fixture
def station(ask, event):
    made = ask("POST", f"{event}/print-stations", {"name": "Entrance"})
    assert made.status_code == 201, made.json
    return made.json


def add_layout(counter: Any, **more: Any) -> None:
    name = BadgeElement(kind="name", x_mm=5, y_mm=5, width_mm=60, height_mm=12)
    design = BadgeDesign(width_mm=85, height_mm=54, elements=[name], **more)
    new = NewBadgeLayout(name="Badge", design=design, is_default=True)
    layouts.create_layout(counter.ctx, counter.shop.event_id, new)


@pytest.fixture
def sell(ask, counter):
    def sell(*, quantity: int = 1, **changes: Any) -> Any:
        wanted = str(counter.type_id)
        body = {
            "event_id": str(counter.shop.event_id),
            "lines": [{"ticket_type_id": wanted, "quantity": quantity}],
            "buyer": {"name": "Ada Lovelace"},
            "attendees": [{"ticket_type_id": wanted, "name": "Ada Lovelace"}] * quantity,
            "payment": CASH,
            "prints_badges": True,
            **changes,
        }
        answer = ask("POST", "/orders/box-office", body)
        drain()
        return answer

    return sell


@pytest.fixture
def join(client, counter, ask, event):
    """A device of the event that sells, with a print station or without."""

    def join(name: str = "Till", **stated: Any) -> DoorDevice:
        ends_at = (clock.now() + timedelta(hours=8)).isoformat()
        body = {"ends_at": ends_at, "may_sell": True, **stated}
        issued = ask("POST", f"{event}/checkin-joining-codes", body)
        assert issued.status_code == 201, issued.json
        base = f"/api/v1/organizations/{counter.ctx.organization_id}"
        sent = {"code": issued.json["code"], "name": name}
        made = client.post(f"{base}/checkin-device/join", json=sent).json
        return DoorDevice(client, base, made["device"]["id"], made["token"])

    return join


def sold_by(device: DoorDevice, counter: Any, **changes: Any) -> Any:
    wanted = str(counter.type_id)
    body = {
        "lines": [{"ticket_type_id": wanted, "quantity": 1}],
        "buyer": {"name": "Ada Lovelace"},
        "attendees": [{"ticket_type_id": wanted, "name": "Ada Lovelace"}],
        "payment": CASH,
        "prints_badges": True,
        **changes,
    }
    answer = device.post("/box-office/sales", body, **{"Idempotency-Key": new_id().hex})
    drain()
    assert answer.status_code == 201, answer.json
    return answer.json


def rows(counter: Any, statement: str) -> list[Any]:
    with transaction(counter.ctx) as tx:
        return tx.query(f"{statement} WHERE organization_id = %(organization_id)s", tx.here())


def test_each_ticket_sold_at_the_desk_has_its_job_at_the_station(
    counter, ask, event, station, sell
):
    add_layout(counter)
    sold = sell(quantity=2, print_station_id=station["id"]).json
    jobs = ask("GET", f"{event}/print-jobs").json["items"]
    assert {each["print_job_id"] for each in sold["tickets"]} == {each["id"] for each in jobs}
    assert {each["ticket_id"] for each in jobs} == {each["ticket_id"] for each in sold["tickets"]}
    assert {(each["station_id"], each["state"]) for each in jobs} == {(station["id"], "queued")}
    assert sold["badge_print_run_id"] is None, "the browser has nothing to print"
    owner = f"user:{counter.shop.organization.owner.id}"
    prints = rows(counter, "SELECT ticket_id::text, number, printed_by FROM badge_prints")
    assert sorted(prints) == sorted((each["ticket_id"], 1, owner) for each in sold["tickets"])


def test_a_device_prints_what_it_sold_at_its_own_station(counter, join, station):
    add_layout(counter)
    device = join(print_station_id=station["id"])
    [ticket] = sold_by(device, counter)["tickets"]
    shown = device.get(f"/print-jobs/{ticket['print_job_id']}").json
    assert (shown["state"], shown["sent_from"], shown["attendee_name"]) == (
        "queued",
        "Till",
        "Ada Lovelace",
    )
    without = sold_by(device, counter, prints_badges=False)
    assert without["tickets"][0]["print_job_id"] is None
    elsewhere = sold_by(join("Phone"), counter)
    assert elsewhere["tickets"][0]["print_job_id"] is None
    assert elsewhere["badge_print_run_id"] is not None


def test_what_a_label_printer_cannot_take_is_a_file_and_the_sale_holds(counter, station, sell):
    add_layout(counter, sides="folded")
    sold = sell(print_station_id=station["id"])
    assert sold.status_code == 201, sold.json
    assert sold.json["tickets"][0]["print_job_id"] is None
    assert sold.json["badge_print_run_id"] is not None


def test_without_a_layout_nothing_is_printed_and_the_sale_holds(counter, station, sell):
    sold = sell(print_station_id=station["id"]).json
    assert (sold["tickets"][0]["print_job_id"], sold["badge_print_run_id"]) == (None, None)
    assert rows(counter, "SELECT id FROM print_jobs") == []


def test_a_station_that_the_event_does_not_have_sells_nothing(counter, station, sell):
    add_layout(counter)
    refused = sell(print_station_id=str(new_id()))
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == ["/print_station_id"]
    unasked = sell(print_station_id=station["id"], prints_badges=False)
    assert [each["pointer"] for each in unasked.json["errors"]] == ["/print_station_id"]
    assert (counter.left(), rows(counter, "SELECT id FROM print_jobs")) == (5, [])


def test_who_may_not_print_sends_no_badge(counter, station):
    add_layout(counter)
    ctx = context_of(counter.shop.organization, counter.shop.organization.owner)
    seller = replace(ctx, permissions=ctx.permissions - {"badges.print"})
    sale = NewDeskSale(
        event_id=counter.shop.event_id,
        lines=(BasketLine(counter.type_id, 1),),
        payment=NewReceivedPayment(method="cash"),
        prints_badges=True,
        print_station_id=UUID(station["id"]),
    )
    with pytest.raises(Forbidden):
        sell_tickets(seller, sale)
    assert (counter.left(), rows(counter, "SELECT id FROM print_jobs")) == (5, [])


def test_one_key_sends_one_badge(client, counter, station, ask):
    add_layout(counter)
    wanted, key = str(counter.type_id), new_id().hex
    body = {
        "event_id": str(counter.shop.event_id),
        "lines": [{"ticket_type_id": wanted, "quantity": 1}],
        "buyer": {"name": "Ada"},
        "attendees": [{"ticket_type_id": wanted, "name": "Ada"}],
        "payment": CASH,
        "prints_badges": True,
        "print_station_id": station["id"],
    }
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/orders/box-office"
    headers = bearer(counter.shop.organization.owner) | {"Idempotency-Key": key}
    first, again = (client.post(path, json=body, headers=headers) for _ in range(2))
    assert first.json == again.json
    assert len(rows(counter, "SELECT id FROM print_jobs")) == 1
