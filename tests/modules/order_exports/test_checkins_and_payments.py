"""Scans at the door and entries of the ledger become files by the same job as orders do."""

from collections import Counter
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.sales import make_shop
from tests.factories.sales_desk import open_sales_desk
from tests.factories.tickets import make_occasion
from tests.factories.work import drain, run_jobs
from tests.modules.checkin_devices.conftest import Door
from tests.modules.order_exports.conftest import Desk

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin_scans import queries as scan_queries
from turnout.modules.payments import api as payments
from turnout.modules.roles import api as roles

SCAN_COLUMNS = (
    "at", "event", "list", "session", "outcome", "reason", "gate", "device", "method",
    "ticket_type", "ticket_id", "actor", "attendee_name", "scanned_by",
)  # fmt: skip
PAID_COLUMNS = (
    "occurred_at", "order_number", "event", "kind", "provider", "currency", "amount", "fee",
    "amount_minor", "fee_minor", "payment_state", "payment_reference", "reference", "entry_id",
)  # fmt: skip


class Files(Desk):
    """Exports of an organization that somebody else filled."""

    def __init__(self, client: Any, organization: Any) -> None:
        self.client = client
        self.shop: Any = SimpleNamespace(organization=organization)


@pytest.fixture
def door(client: Any, running: Any, queued: Any) -> Door:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    occasion = make_occasion(ctx, title="=Summit")
    checkin.ensure_default_list(ctx, occasion.event_id)
    return Door(client, organization, occasion)


@pytest.fixture
def files(client: Any, door: Door) -> Files:
    return Files(client, door.organization)


@pytest.fixture
def counter(client: Any, queued: Any, provider: Any) -> Any:
    with open_sales_desk(client, provider) as opened:
        yield opened


def of_event(door: Door, **more: Any) -> dict[str, Any]:
    return {"filter": {"event_id": str(door.occasion.event_id), **more}}


def test_scans_say_who_came_when_where_by_what_and_why_not(door: Door, files: Files) -> None:
    assert door.ask("POST", "/gates", {"name": "North"}).status_code == 201
    device = door.device("Phone of Ben", gate="North")
    ticket, code = door.ticket()
    device.scan(code)
    device.scan(code)
    door.ask("POST", "/checkins", {"code": "no ticket", "gate": "-South"})

    came, again, unknown = files.rows(files.start("checkins", *SCAN_COLUMNS, **of_event(door)))

    assert [each["reason"] for each in (came, again, unknown)] == [
        "admitted", "already_admitted", "unknown_ticket",
    ]  # fmt: skip
    assert came == {
        **came, "event": "'=Summit", "outcome": "admitted", "gate": "North", "session": "",
        "device": "Phone of Ben", "method": "scan", "ticket_id": str(ticket.id),
        "attendee_name": "Ada Lovelace", "actor": f"device:{device.id}", "scanned_by": "",
    }  # fmt: skip
    assert came["list"] != ""
    assert came["ticket_type"] != ""
    assert came["at"] == datetime.fromisoformat(came["at"]).isoformat()
    assert came["at"].endswith(("+01:00", "+02:00"))
    owner = door.organization.owner
    assert (unknown["ticket_id"], unknown["attendee_name"], unknown["gate"]) == ("", "", "'-South")
    assert (unknown["actor"], unknown["scanned_by"]) == (f"user:{owner.id}", owner.display_name)
    [refused] = files.rows(
        files.start("checkins", "reason", **of_event(door, outcome="refused", device="ben"))
    )
    assert refused == {"reason": "already_admitted"}


def test_names_are_said_to_be_personal_and_no_other_column_holds_them(
    door: Door, files: Files
) -> None:
    door.ask("POST", "/checkins", {"code": door.ticket("Grace Hopper")[1]})
    offered = files.ask("/columns", kind="checkins").json["items"]
    personal = {each["id"] for each in offered if each["is_personal"]}
    assert personal == {"attendee_name", "scanned_by", "override_reason", "undo_reason"}
    assert all(each["description"] for each in offered)
    others = [each["id"] for each in offered if not each["is_personal"]]
    [row] = files.rows(files.start("checkins", *others, **of_event(door)))
    said = " ".join(row.values())
    assert "Grace" not in said
    assert door.organization.owner.display_name not in said
    assert row["outcome"] == "admitted"


def test_only_who_may_take_scans_along_exports_those_of_their_events(
    door: Door, files: Files, client: Any
) -> None:
    door.ask("POST", "/checkins", {"code": door.ticket()[1]})
    other = make_occasion(door.occasion.ctx)
    elsewhere = add_member(door.organization, "admin", event_ids=(other.event_id,))
    foreign = Files(client, make_organization())
    for refused in (
        files.start("checkins", "at", user=elsewhere, **of_event(door)),
        foreign.start("checkins", "at", **of_event(door)),
    ):
        assert refused.status_code == 422
        assert refused.json["errors"][0]["detail"] == "This finds nothing.", refused.json
    staff = add_member(door.organization, "staff")
    assert files.start("checkins", "at", user=staff, **of_event(door)).status_code == 403
    here = add_member(door.organization, "admin", event_ids=(door.occasion.event_id,))
    started = files.start("checkins", "at", user=here, **of_event(door))
    run_jobs()
    drain()
    path = f"/{started.json['id']}/file"
    assert files.ask(path, user=here).status_code == 200
    assert files.ask(path).status_code == 404


def test_scans_are_found_by_time_and_bad_filters_name_their_field(door: Door, files: Files) -> None:
    door.ask("POST", "/checkins", {"code": door.ticket()[1]})
    now = {"scanned_from": "2020-01-01T00:00:00Z"}
    assert len(files.rows(files.start("checkins", "at", **of_event(door, **now)))) == 1
    past = {"scanned_before": "2020-01-01T00:00:00Z"}
    for asked, pointer in (
        (of_event(door, **past), "/filter"),
        ({}, "/filter"),
        ({"filter": {}}, "/filter/event_id"),
        (of_event(door, outcome="lost"), "/filter/outcome"),
        ({**of_event(door), "columns": [{"id": "answer:meal"}]}, "/columns/0/id"),
    ):
        refused = files.start("checkins", "at", **asked)
        assert refused.status_code == 422, asked
        assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


def test_a_scan_is_new_by_when_it_came_to_us(door: Door, files: Files) -> None:
    """The filter of scheduled exports; a line is in one of two periods that touch."""
    door.ask("POST", "/checkins", {"code": door.ticket()[1]})
    with transaction(door.occasion.ctx) as tx:
        event_id = door.occasion.event_id
        every = scan_queries.list_scan_ids(tx, event_id, scan_queries.ScanFilter(), limit=9)
        born = datetime.fromtimestamp((every[0].int >> 80) / 1000, tz=tx.now.tzinfo)
        found = [
            scan_queries.list_scan_ids(tx, event_id, scan_queries.ScanFilter(**period), limit=9)
            for period in ({"recorded_before": born}, {"recorded_from": born})
        ]
    assert found == [[], every]


def test_payments_and_refunds_have_the_ledgers_sums(counter: Any, client: Any) -> None:
    files = Files(client, counter.shop.organization)
    bought = counter.order(quantity=2).pay()
    bought.refund(amount_minor=1000)
    drain()
    rows = files.rows(files.start("payments", *PAID_COLUMNS))
    with transaction(system_in(counter.ctx.organization_id, "tests.exports")) as tx:
        booked = Counter({each.account: each.balance_minor for each in payments.ledger_balance(tx)})
    earned = ("sales", "refunds", "held_for_review", "disputes", "dispute_losses", "adjustments")
    assert sum(int(row["amount_minor"]) for row in rows) == -sum(booked[each] for each in earned)
    fees = booked["fees"] + booked["platform_fees"]
    assert sum(int(row["fee_minor"]) for row in rows) == fees
    paid, refunded = (
        next(row for row in rows if row["kind"] == kind)
        for kind in ("payment.collected", "refund.succeeded")
    )
    assert (paid["amount"], paid["amount_minor"], paid["currency"]) == ("50.00", "5000", "EUR")
    assert (refunded["amount"], refunded["payment_state"]) == ("-10.00", "part_refunded")
    for row in (paid, refunded):
        assert row["order_number"] == bought.now()["number"]
        assert row["occurred_at"].endswith(("+01:00", "+02:00"))
        assert row["provider"] != ""
        assert row["reference"] != ""
    assert len({row["entry_id"] for row in rows}) == len(rows)


def test_payments_are_found_by_event_kind_and_currency(counter: Any, client: Any) -> None:
    files = Files(client, counter.shop.organization)
    bought = counter.order().pay()
    bought.refund()
    drain()
    here = str(counter.shop.event_id)
    sheet = files.workbook(
        files.start("payments", "kind", "amount", format="xlsx",
            filter={"event_id": here, "kind": ["refund"], "currency": "EUR"})
    )  # fmt: skip
    kind, moved = next(iter(sheet.iter_rows(min_row=2)))
    assert (kind.value, moved.value, moved.number_format) == ("refund.succeeded", -25, "0.00")
    empty = make_shop(counter.shop.organization)
    for asked, pointer in (
        ({"event_id": str(empty.event_id)}, "/filter"),
        ({"event_id": str(new_id())}, "/filter"),
        ({"currency": "USD"}, "/filter"),
        ({"currency": "euro"}, "/filter/currency"),
        ({"kind": ["tip"]}, "/filter/kind/0"),
        ({"occurred_before": "2020-01-01T00:00:00Z"}, "/filter"),
    ):
        refused = files.start("payments", "kind", filter=asked)
        assert [each["pointer"] for each in refused.json["errors"]] == [pointer], asked
    for role, grant in (("staff", {}), ("admin", {"event_ids": (counter.shop.event_id,)})):
        member = add_member(counter.shop.organization, role, **grant)
        assert files.start("payments", "kind", user=member).status_code == 403, role


def test_who_sees_payments_alone_exports_them_and_nothing_else(client: Any, counter: Any) -> None:
    """Each kind asks for what its lines hold; the routes that kinds share open by any of it."""
    organization = counter.shop.organization
    new = roles.NewRole(key="books", name="Books", permissions=("payments.read",))
    roles.create_role(context_of(organization, organization.owner), new)
    accountant = add_member(organization, "books")
    files = Files(client, organization)
    counter.order().pay()
    theirs = files.start("orders", "number")
    columns = files.ask("/columns", user=accountant, kind="payments")
    assert {each["is_personal"] for each in columns.json["items"]} == {False}
    started = files.start("payments", "order_number", user=accountant)
    run_jobs()
    drain()
    export = files.ask(f"/{started.json['id']}", user=accountant).json
    sheet = files.ask(f"/{export['id']}/file", user=accountant)
    assert (sheet.status_code, sheet.text.count("\n")) == (200, 2)
    listed = files.ask("", user=accountant).json["items"]
    assert [each["id"] for each in listed] == [started.json["id"]]
    schedule = {
        "name": "Books", "cadence": "daily", "hour": 7, "format": "csv",
        "columns": [{"id": "order_number"}],
    }  # fmt: skip
    below = f"/api/v1/organizations/{organization.id}/export-schedules"
    made = client.post(f"{below}/payments", json=schedule, headers=bearer(accountant))
    assert made.status_code == 201, made.json
    shown = client.get(below, headers=bearer(accountant)).json["items"]
    assert [each["id"] for each in shown] == [made.json["id"]]

    for kind in ("orders", "attendees", "checkins"):
        assert files.ask("/columns", user=accountant, kind=kind).status_code == 403, kind
        assert files.start(kind, "number", user=accountant).status_code == 403, kind
    assert files.ask(f"/{theirs.json['id']}", user=accountant).status_code == 404
    staff = add_member(organization, "staff")
    assert files.ask("/columns", user=staff, kind="payments").status_code == 403
    ended = files.ask(f"/{export['id']}", user=accountant, method="DELETE")
    assert ended.status_code == 204
