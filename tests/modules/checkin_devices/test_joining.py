"""Joining codes and devices: made, used up, ended, listed and taken away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from tests.factories.people import add_member, bearer
from tests.modules.checkin_devices.conftest import Door

from turnout.kernel import clock
from turnout.kernel.context import PublicContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.checkin_devices import api as devices
from turnout.modules.checkin_devices.errors import JoiningCodeOver

DAY = timedelta(days=1)


def soon(**by: float) -> str:
    return (clock.now() + timedelta(**by)).isoformat()


def security_kinds(door: Door) -> list[str]:
    with transaction(system_in(door.organization.id, "tests")) as tx:
        rows = tx.query(
            "SELECT kind FROM security_events WHERE organization_id = %(organization_id)s",
            tx.here(),
        )
    return [kind for (kind,) in rows if kind.startswith("check-in-device")]


def test_a_device_joins_by_a_code_without_an_account_and_is_listed(door: Door) -> None:
    issued = door.issue(gate="", expires_in_seconds=600).json
    joined = door.join(issued["code"], "  Phone   of Ben ")
    [listed] = door.ask("GET", "/checkin-devices").json["items"]

    assert joined.status_code == 201
    assert joined.json["token"].startswith("turnout_device_")
    assert listed == joined.json["device"]
    assert (listed["name"], listed["state"], listed["seen_at"]) == ("Phone of Ben", "active", None)
    assert issued["url"].endswith(f"/door#{door.organization.id}.{issued['code']}")
    assert security_kinds(door) == ["check-in-device.joined"]


def test_a_code_is_good_for_as_many_devices_as_it_says(door: Door) -> None:
    code = door.issue(max_uses=2).json["code"]
    answers = [door.join(code, f"Phone {number}") for number in range(3)]

    assert [each.status_code for each in answers] == [201, 201, 410]
    assert answers[2].json["code"] == "checkin_devices.code-over"
    assert answers[2].json["reason"] == "used"
    assert door.ask("GET", "/checkin-joining-codes").json["items"] == []


def test_of_many_devices_at_once_one_gets_the_last_use(door: Door) -> None:
    code = door.issue(max_uses=1).json["code"]
    barrier = Barrier(6)
    ctx = PublicContext(organization_id=door.organization.id)

    def at_once(number: int) -> bool:
        barrier.wait()
        try:
            devices.join(ctx, code, f"Phone {number}", address="")
        except JoiningCodeOver:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(at_once, range(6))) == 1
    assert len(door.ask("GET", "/checkin-devices").json["items"]) == 1


def test_a_code_ends_by_itself_or_when_it_is_taken_back(door: Door) -> None:
    first, second = door.issue(expires_in_seconds=60).json, door.issue().json
    code_id = second["joining_code"]["id"]
    assert door.ask("DELETE", f"/checkin-joining-codes/{code_id}").status_code == 204
    taken_back = door.join(second["code"])
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        expired = door.join(first["code"])

    assert (taken_back.status_code, taken_back.json["reason"]) == (410, "revoked")
    assert (expired.status_code, expired.json["reason"]) == (410, "expired")
    assert door.ask("GET", "/checkin-devices").json["items"] == []


def test_what_is_no_code_opens_nothing_and_neither_does_one_of_another_organization(
    door: Door, make_door: Callable[[], Door]
) -> None:
    other = make_door()
    code = other.issue().json["code"]
    answers = [door.join(each) for each in (code, code[:-1], "x", code.swapcase())]

    assert {each.status_code for each in answers} == {404}
    assert {each.json["code"] for each in answers} == {"checkin_devices.code-unknown"}


def test_two_devices_of_an_event_have_two_names_and_a_taken_one_costs_no_use(door: Door) -> None:
    door.device("Phone")
    code = door.issue().json["code"]
    taken = door.join(code, "PHONE")
    assert (taken.status_code, taken.json["code"]) == (409, "checkin_devices.name-taken")
    assert door.join(code, "Tablet").status_code == 201


@pytest.mark.parametrize(
    ("stated", "pointer"),
    [
        ({"ends_at": "2020-01-01T00:00:00Z"}, "/ends_at"),
        ({"ends_at": "2099-01-01T00:00:00Z"}, "/ends_at"),
        ({"starts_at": "2098-01-01T00:00:00Z"}, "/ends_at"),
        ({"ends_at": "tomorrow"}, "/ends_at"),
        ({"list_ids": ["0190b1de-0000-7000-8000-000000000000"]}, "/list_ids"),
        ({"list_ids": []}, "/list_ids"),
        ({"gate": "Nowhere"}, "/gate"),
        ({"max_uses": 0}, "/max_uses"),
        ({"max_uses": 101}, "/max_uses"),
        ({"expires_in_seconds": 59}, "/expires_in_seconds"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_code_that_makes_no_sense_is_refused_by_field(
    door: Door, stated: dict[str, Any], pointer: str
) -> None:
    refused = door.issue(**stated)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


def test_only_who_may_manage_devices_makes_codes_and_only_of_their_events(door: Door) -> None:
    staff = bearer(add_member(door.organization, "staff"))
    body = {"ends_at": soon(days=1)}
    path = f"{door.event}/checkin-joining-codes"
    refused = door.client.post(path, json=body, headers=staff)

    assert refused.status_code == 403
    assert refused.json["permission"] == "checkin-devices.manage"


def test_a_revoked_device_is_told_to_wipe_itself_at_its_next_request(door: Door) -> None:
    device, other = door.device("Phone"), door.device("Tablet")
    assert device.get().status_code == 200
    _, code = door.ticket()

    revoked = door.revoke(device)
    answers = [
        device.get(),
        device.get("/attendees"),
        device.scan(code),
        device.post("/heartbeat", {"app_version": "1", "queue_length": 0}),
    ]

    assert (revoked.status_code, revoked.json["state"]) == (200, "revoked")
    assert {each.status_code for each in answers} == {401}
    assert {each.json["code"] for each in answers} == {"checkin_devices.revoked"}
    assert all(each.json["wipe"] is True for each in answers)
    assert other.scan(code).json["verdict"] == "admitted"
    assert security_kinds(door).count("check-in-device.revoked") == 1
    assert security_kinds(door).count("check-in-device.refused") == len(answers)


def test_revoking_again_changes_nothing_and_frees_the_name_once(door: Door) -> None:
    device = door.device("Phone")
    first, second = door.revoke(device), door.revoke(device)
    assert first.json == second.json
    door.device("Phone")
    states = [each["state"] for each in door.ask("GET", "/checkin-devices").json["items"]]
    assert states == ["active", "revoked"]


def test_a_device_works_in_its_window_and_nothing_is_left_after_it(door: Door) -> None:
    now = clock.now()
    starts_at, ends_at = now + DAY, now + 2 * DAY
    device = door.device(starts_at=starts_at.isoformat(), ends_at=ends_at.isoformat())
    early = device.get()
    with clock.frozen(starts_at):
        during = device.get()
    with clock.frozen(ends_at - timedelta(hours=1)):
        expires_at = device.get().json["list_expires_at"]
    with clock.frozen(ends_at):
        over = device.get()

    assert (early.status_code, early.json["code"]) == (403, "checkin_devices.too-early")
    assert during.status_code == 200
    assert expires_at.replace("Z", "+00:00") == ends_at.isoformat()
    assert (over.status_code, over.json["code"]) == (401, "checkin_devices.time-over")
    assert over.json["wipe"] is True


def test_a_token_of_another_organization_or_of_nobody_opens_nothing(
    door: Door, make_door: Callable[[], Door]
) -> None:
    foreign = make_door().device()
    for token in (foreign.token, foreign.token[:-1], "x", foreign.token.replace("device", "pat")):
        answer = door.client.get(
            f"{door.base}/checkin-device", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 401
        assert answer.json["code"] == "checkin_devices.not-genuine"
    assert door.client.get(f"{door.base}/checkin-device").status_code == 401


def test_a_devices_token_opens_no_route_of_members(door: Door) -> None:
    device = door.device()
    proof = {"Authorization": f"Bearer {device.token}"}
    for path in ("/checkins", "/checkin-lists", "/checkin-devices", ""):
        assert door.client.get(f"{door.event}{path}", headers=proof).status_code == 401


def test_a_devices_joining_and_scans_are_in_the_audit_log_by_its_own_name(door: Door) -> None:
    device = door.device()
    _, code = door.ticket()
    device.scan(code)
    with transaction(system_in(door.organization.id, "tests")) as tx:
        rows = tx.query(
            "SELECT table_name, action, after FROM audit_entries"
            " WHERE organization_id = %(organization_id)s AND actor = %(actor)s ORDER BY seq",
            tx.here(actor=f"device:{device.id}"),
        )
    assert [(table, action) for table, action, _ in rows] == [
        ("checkin_joining_codes", "update"),
        ("checkin_devices", "insert"),
        ("admissions", "insert"),
    ]
    assert device.token not in str(rows)
    assert "token_hash" not in rows[1][2]


def test_a_heartbeat_is_shown_and_answered_with_the_time(door: Door) -> None:
    device = door.device()
    now = clock.now().replace(microsecond=0)
    said = {
        "app_version": "1.4.0",
        "queue_length": 7,
        "battery_percent": 41,
        "device_time": (now + timedelta(minutes=9)).isoformat(),
    }
    with clock.frozen(now):
        answer = device.post("/heartbeat", said).json
    [listed] = door.ask("GET", "/checkin-devices").json["items"]

    assert answer["clock_offset_seconds"] == 9 * 60
    assert answer["server_time"].replace("Z", "+00:00") == now.isoformat()
    assert {name: listed[name] for name in ("battery_percent", "queue_length", "app_version")} == {
        "battery_percent": 41,
        "queue_length": 7,
        "app_version": "1.4.0",
    }
    assert listed["seen_at"] == answer["server_time"]
    assert listed["clock_offset_seconds"] == 9 * 60


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"queue_length": 0}, "/app_version"),
        ({"app_version": "1", "queue_length": -1}, "/queue_length"),
        ({"app_version": "1", "queue_length": 0, "battery_percent": 101}, "/battery_percent"),
        ({"app_version": "1", "queue_length": 0, "device_time": "now"}, "/device_time"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused_by_field(
    door: Door, body: dict[str, Any], pointer: str
) -> None:
    refused = door.device().post("/heartbeat", body)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


def test_joining_is_told_as_a_fact_and_so_is_the_end(door: Door) -> None:
    device = door.device()
    door.revoke(device)
    with transaction(system_in(door.organization.id, "tests")) as tx:
        rows = tx.query(
            "SELECT name, payload->>'device_id' FROM outbox"
            " WHERE organization_id = %(organization_id)s AND name LIKE 'checkin_devices.%%'"
            " ORDER BY recorded_at",
            tx.here(),
        )
    assert rows == [
        ("checkin_devices.joined.v1", device.id),
        ("checkin_devices.revoked.v1", device.id),
    ]
