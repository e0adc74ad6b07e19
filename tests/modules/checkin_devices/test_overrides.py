"""Devices that may override let in whom a rule refuses, with a reason; others are told no."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import context_of
from tests.modules.checkin_devices.conftest import Door

from turnout.kernel import clock
from turnout.kernel.errors import Forbidden
from turnout.modules.checkin.api import OVERRIDE
from turnout.modules.checkin_devices import api as checkin_devices


def closed_list(door: Door) -> str:
    return door.add_list("Side", closes_at=(clock.now() - timedelta(hours=1)).isoformat())


def lines(door: Door) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = door.ask("GET", "/checkin-scans").json["items"]
    return found


def test_a_device_that_may_lets_in_with_a_reason_and_says_so(door: Door) -> None:
    side = closed_list(door)
    device = door.device("Supervisor", may_override=True, list_ids=[side])
    ticket, code = door.ticket()
    assert device.get().json["device"]["may_override"] is True
    assert device.scan(code).json["reason"] == "over"

    body = {"code": code, "scan_id": "scan-0001", "override_reason": "Came back for her coat"}
    answers = [device.post("/scans", body).json for _ in range(2)]

    assert answers[0] == answers[1]
    assert (answers[0]["verdict"], answers[0]["overridden"]) == ("admitted", "over")
    assert answers[0]["scan_id"] == "scan-0001"
    let_in, refused = lines(door)
    assert (let_in["outcome"], let_in["reason"]) == ("overridden", "over")
    assert let_in["override_reason"] == "Came back for her coat"
    assert let_in["actor"] == f"device:{device.id}"
    assert let_in["ticket_id"] == refused["ticket_id"] == str(ticket.id)
    assert (refused["outcome"], refused["override_reason"]) == ("refused", None)


def test_somebody_who_was_found_by_name_is_let_in_so_too(door: Door) -> None:
    side = closed_list(door)
    device = door.device(may_override=True, list_ids=[side])
    ticket, _ = door.ticket()
    body = {"ticket_id": str(ticket.id), "scan_id": "scan-0001", "override_reason": "Known"}
    assert device.post("/scans", body).json["overridden"] == "over"
    assert [each["method"] for each in lines(door)] == ["name"]


def test_a_device_that_may_not_is_refused_and_nobody_is_in(door: Door) -> None:
    device = door.device()
    _, code = door.ticket()
    refused = device.scan(code, override_reason="Please")
    assert refused.status_code == 403
    assert refused.json["code"] == "checkin_devices.override-not-allowed"
    assert lines(door) == []


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201, 7])
def test_a_reason_has_to_say_something(door: Door, reason: Any) -> None:
    device = door.device(may_override=True)
    _, code = door.ticket()
    refused = device.scan(code, override_reason=reason)
    assert refused.status_code == 422
    assert {each["pointer"] for each in refused.json["errors"]} == {"/override_reason"}


def test_an_override_that_is_taken_back_is_one_line(door: Door) -> None:
    side = closed_list(door)
    device = door.device(may_override=True, list_ids=[side])
    _, code = door.ticket()
    device.scan(code, override_reason="Known")
    [line] = lines(door)
    path = f"/checkins/{line['admission_id']}/undo"
    assert door.ask("POST", path, {"reason": "Was not her"}).status_code == 204
    [line] = lines(door)
    assert line["undo_reason"] == "Was not her"


def test_nobody_hands_out_what_they_may_not_do(door: Door) -> None:
    ctx = context_of(door.organization, door.organization.owner)
    poorer = replace(ctx, permissions=ctx.permissions - {OVERRIDE})
    ends_at = clock.now() + timedelta(days=1)
    for may_override, is_refused in ((False, False), (True, True)):
        new = checkin_devices.NewJoiningCode(ends_at=ends_at, may_override=may_override)
        if is_refused:
            with pytest.raises(Forbidden):
                checkin_devices.create_joining_code(poorer, door.occasion.event_id, new)
        else:
            checkin_devices.create_joining_code(poorer, door.occasion.event_id, new)


@pytest.mark.parametrize(
    ("stated", "outcome"), [({"may_override": True}, "admitted"), ({}, "conflict")]
)
def test_an_override_without_a_connection_counts_as_of_its_time(
    door: Door, stated: dict[str, Any], outcome: str
) -> None:
    side = closed_list(door)
    device = door.device(list_ids=[side], **stated)
    _, code = door.ticket()
    now = clock.now() + timedelta(minutes=30)
    at = now - timedelta(minutes=5)
    scan = {"code": code, "scan_id": "scan-0001", "scanned_at": at.isoformat()}
    sent = {**scan, "reason": "admitted", "override_reason": "No connection, known to us"}
    with clock.frozen(now):
        body = {"device_time": now.isoformat(), "scans": [sent]}
        answers = [device.post("/scans/uploads", body).json["items"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0][0]["outcome"] == outcome
    found = lines(door)
    if stated:
        [line] = found
        assert (line["outcome"], line["reason"]) == ("overridden", "over")
        assert (line["at"], line["admission_id"]) == (
            at.isoformat(),
            answers[0][0]["admission_id"],
        )
    else:
        assert found == []


def test_an_override_whose_answer_was_lost_is_done_once(door: Door) -> None:
    device = door.device(may_override=True)
    _, code = door.ticket()
    device.scan(code)
    body = {"code": code, "scan_id": "scan-0001", "override_reason": "Came back"}
    assert device.post("/scans", body).json["overridden"] == "already_admitted"
    at = clock.now().isoformat()
    again = {**body, "scanned_at": at, "reason": "admitted"}
    uploaded = device.post("/scans/uploads", {"device_time": at, "scans": [again]})
    assert uploaded.json["items"][0]["outcome"] == "admitted"
    assert [each["outcome"] for each in lines(door)] == ["overridden", "admitted"]
