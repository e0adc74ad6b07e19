"""Warehouse feeds by the API: set up, changed, paused, run, deleted, by whom they may be."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factories.people import add_member
from tests.modules.warehouse_feeds.conftest import Warehouse

from turnout.kernel.context import Actor, ActorKind, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.modules.events import api as events
from turnout.modules.warehouse_feeds import policies, queries
from turnout.modules.warehouse_feeds.tables import ADDED, TABLES

RECORDED = Path(__file__).with_name("schemas.json")


def pointers(answer):
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_a_feed_is_set_up_changed_paused_and_deleted(warehouse):
    warehouse.buy("Ada")
    made = warehouse.add(tables=["tickets", "orders"], folder="raw", cadence="daily", hour=3)
    assert made.status_code == 201, made.json
    assert made.json["tables"] == ["orders", "tickets"]  # what others point at comes first
    path = f"/warehouse-feeds/{made.json['id']}"
    stale = warehouse.call("PATCH", path, {"name": "Lake"}, **{"If-Match": '"7"'})
    assert stale.status_code == 412, stale.json
    warehouse.run()
    assert warehouse.feed()["last_completed_at"] is not None
    shown = warehouse.call("PATCH", path, {"name": "Lake", "is_paused": True}).json
    assert (shown["name"], shown["is_paused"], shown["next_at"]) == ("Lake", True, None)
    now = warehouse.call("POST", f"{path}/runs", {})
    assert (now.status_code, now.json["code"]) == (409, "warehouse-feeds.paused")
    assert [each["sequence"] for each in [warehouse.run()]] == [1]  # nothing runs meanwhile
    assert warehouse.call("PATCH", path, {"is_paused": False}).json["next_at"] is not None
    warehouse.run()
    full = warehouse.call("POST", f"{path}/runs", {"is_full": True})
    assert full.status_code == 202, full.json
    again = warehouse.run()
    assert [[each["is_full"] for each in run["tables"]] for run in warehouse.runs()] == [
        [True, True],
        [False, False],
        [True, True],
    ]
    assert again["sequence"] == 3
    page = warehouse.call("GET", f"{path}/runs?limit=2").json
    rest = warehouse.call("GET", f"{path}/runs?limit=2&cursor={page['next_cursor']}").json
    assert [each["sequence"] for each in page["items"] + rest["items"]] == [3, 2, 1]
    told = warehouse.query(
        "SELECT count(*) FROM security_events WHERE organization_id = %(organization_id)s"
        " AND kind = 'export.downloaded' AND details->>'what' = 'warehouse'"
    )
    assert told == [(2,)]  # of the run between them nothing had changed
    assert warehouse.call("DELETE", path).status_code == 204
    assert warehouse.call("GET", path).status_code == 404
    facts = warehouse.query(
        "SELECT name FROM outbox WHERE organization_id = %(organization_id)s"
        " AND name LIKE 'warehouse\\_feeds.%%' ORDER BY id"
    )
    said = [name.removeprefix("warehouse_feeds.").removesuffix(".v1") for (name,) in facts]
    assert said == ["created", "run-completed", "changed", "changed"] + ["run-completed"] * 2 + [
        "deleted"
    ]


def test_what_is_asked_wrongly_is_named(warehouse):
    for body, pointer in (
        ({"tables": ["orders", "secrets"]}, "/tables/1"),
        ({"tables": []}, "/tables"),
        ({"folder": "../etc"}, "/folder"),
        ({"cadence": "weekly"}, "/cadence"),
        ({"hour": 24}, "/hour"),
        ({"name": " "}, "/name"),
        ({"connection_id": str(warehouse.shop.event_id)}, "/connection_id"),
    ):
        assert pointers(warehouse.add(**body)) == [pointer]
    stranger = Warehouse(warehouse.client, warehouse.folder)
    stranger.store_id = warehouse.store_id
    assert pointers(stranger.add()) == ["/connection_id"]
    warehouse.add(folder="raw")
    assert pointers(warehouse.add(folder="raw")) == ["/folder"]
    for number in range(4):
        assert warehouse.add(folder=f"raw/{number}").status_code == 201
    assert pointers(warehouse.add(folder="more")) == ["/name"]
    assert stranger.call("GET", "/warehouse-feeds").json["items"] == []


def test_whoever_may_not_see_rows_does_not_send_them(warehouse):
    staff = add_member(warehouse.shop.organization, "staff")
    for method, path in (("GET", ""), ("GET", "/tables"), ("POST", "")):
        refused = warehouse.call(
            method, f"/warehouse-feeds{path}", {} if path else None, user=staff
        )
        assert refused.status_code in (403, 422), refused.json
    assert warehouse.call("GET", "/warehouse-feeds", user=staff).status_code == 403
    offered = {
        each["name"]: each
        for each in warehouse.call("GET", "/warehouse-feeds/tables").json["items"]
    }
    assert list(offered) == list(TABLES)
    assert all(each["is_allowed"] for each in offered.values())
    personal = {each["name"] for each in offered["orders"]["columns"] if each["is_personal"]}
    assert personal == {"buyer_name", "buyer_email"}
    engineer = OrganizationContext(
        organization_id=warehouse.shop.organization.id,
        actor=Actor(ActorKind.USER, "engineer"),
        permissions=frozenset({policies.EDIT, policies.READ, events.READ}),
    )
    assert [each for each in TABLES if policies.may_send(engineer, each)] == [
        "events",
        "ticket_types",
    ]
    policies.require_can_send(engineer, ["events"], has_personal_data=False)
    for tables, personal in ((["events"], True), (["orders"], False), (["payments"], False)):
        with pytest.raises(Forbidden):
            policies.require_can_send(engineer, tables, has_personal_data=personal)
    every = replace(
        engineer, permissions=engineer.permissions | {each.right for each in TABLES.values()}
    )
    policies.require_can_send(every, TABLES, has_personal_data=True)


def test_no_schema_changes_without_a_version_of_its_own():
    """Readers' tables were made for what is recorded: a change is a new version beside the old."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    present = {
        f"{name}/v{table.version}": {
            each.name: each.type.value for each in (*table.columns, *ADDED)
        }
        for name, table in TABLES.items()
    }
    for schema, columns in present.items():
        assert recorded.get(schema) == columns, f"{schema}: raise its version, and record that"
    assert set(queries.RECORDS) == set(TABLES)
    latest = {each.partition("/v")[0]: int(each.partition("/v")[2]) for each in recorded}
    assert latest == {name: table.version for name, table in TABLES.items()}
