"""Scans made without a connection: uploaded once, judged as of their time, conflicts told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from tests.factories.people import add_member, bearer
from tests.modules.checkin_devices.conftest import Door, DoorDevice

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin_devices import offline_scans, service
from turnout.modules.checkin_devices.types import OfflineScan
from turnout.modules.tickets import api as tickets

TEN_MINUTES = timedelta(minutes=10)


def scanned(code: str, at: datetime, **more: Any) -> dict[str, Any]:
    """A scan by which the device let somebody in."""
    made = {"scan_id": new_id().hex, "scanned_at": at.isoformat(), "reason": "admitted"}
    return {**made, "code": code, **more}


def upload(device: DoorDevice, *scans: dict[str, Any], at: datetime | None = None) -> Any:
    body = {"device_time": (at or clock.now()).isoformat(), "scans": list(scans)}
    return device.post("/scans/uploads", body)


def outcomes(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.json
    return [(each["outcome"], each["reason"]) for each in answer.json["items"]]


def conflicts(door: Door) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = door.ask("GET", "/checkin-conflicts").json["items"]
    return found


@pytest.mark.parametrize("minutes", [-10, 0, 10])
def test_a_scan_counts_as_of_its_time_whatever_the_devices_clock_says(
    door: Door, minutes: int
) -> None:
    device, wrong = door.device(), timedelta(minutes=minutes)
    _, code = door.ticket()
    made_at = clock.now() + timedelta(hours=1)
    with clock.frozen(made_at + timedelta(hours=2)):
        answer = upload(device, scanned(code, made_at + wrong), at=clock.now() + wrong)
    [entry] = door.ask("GET", "/checkins").json["items"]

    assert outcomes(answer) == [("admitted", "admitted")]
    assert datetime.fromisoformat(entry["admitted_at"]) == made_at
    assert entry["id"] == answer.json["items"][0]["admission_id"]
    assert entry["device"] == "Phone"


def test_a_time_that_cannot_be_is_brought_back_to_when_the_device_was_there(door: Door) -> None:
    device = door.device()
    (_, early), (_, late) = door.ticket("Early"), door.ticket("Late")
    now = clock.now()
    answer = upload(
        device, scanned(early, now - timedelta(days=90)), scanned(late, now + timedelta(days=90))
    )
    [first, second] = [datetime.fromisoformat(each["happened_at"]) for each in answer.json["items"]]
    assert now - timedelta(minutes=1) < first <= second <= clock.now()


def test_who_was_let_in_twice_is_told_with_both_places(door: Door) -> None:
    for gate in ("North", "South"):
        door.ask("POST", "/gates", {"name": gate})
    north, south = door.device("Phone", gate="North"), door.device("Tablet", gate="South")
    ticket, code = door.ticket("Grace Hopper")
    online = north.scan(code).json

    answer = upload(south, scanned(code, clock.now()))
    [conflict] = conflicts(door)

    assert outcomes(answer) == [("conflict", "already_admitted")]
    assert (conflict["name"], conflict["ticket_id"]) == ("Grace Hopper", str(ticket.id))
    assert (conflict["gate"], conflict["device"]) == ("South", "Tablet")
    assert (conflict["admitted_gate"], conflict["admitted_device"]) == ("North", "Phone")
    assert conflict["admission_id"] == online["admission_id"]
    assert len(door.ask("GET", "/checkins").json["items"]) == 1


def test_a_barcode_number_is_uploaded_as_the_ticket_that_it_stands_for(door: Door) -> None:
    device = door.device()
    ticket, code = door.ticket("Grace Hopper")
    heard = device.post("/scans", {"code": code, "scan_id": "scan-0001"}).json
    door.ask("POST", f"/checkins/{heard['admission_id']}/undo", {"reason": "Wrong person"})
    now = clock.now()
    number = ticket.barcode_number

    answer = upload(
        device,
        scanned(number, now, scan_id="scan-0001"),
        scanned(number, now + timedelta(seconds=1)),
        scanned(number, now + timedelta(seconds=2)),
        scanned(f"{(int(number) + 1) % 2**64:020}", now + timedelta(seconds=3)),
    )
    [unknown, conflict] = conflicts(door)

    assert outcomes(answer) == [
        ("admitted", "admitted"),
        ("admitted", "admitted"),
        ("conflict", "already_admitted"),
        ("conflict", "unknown_ticket"),
    ]
    assert (conflict["name"], conflict["ticket_id"]) == ("Grace Hopper", str(ticket.id))
    assert unknown["ticket_id"] is None


def test_a_scan_that_is_uploaded_again_is_answered_the_same_and_done_once(door: Door) -> None:
    device = door.device()
    sent = scanned(door.ticket()[1], clock.now())
    first, again = upload(device, sent), upload(device, sent)
    assert first.json == again.json
    assert len(door.ask("GET", "/checkins").json["items"]) == 1
    assert conflicts(door) == []


def test_of_the_same_upload_at_once_one_counts(door: Door) -> None:
    device = door.device()
    ctx = service.device_of(door.organization.id, device.token, request_id="")
    now = clock.now()
    scan = OfflineScan(
        scan_id="scan-0001", scanned_at=now, reason="admitted", code=door.ticket()[1]
    )
    barrier = Barrier(4)

    def send(_: int) -> Any:
        barrier.wait()
        return offline_scans.upload(ctx, [scan], device_time=now)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert all(each == answers[0] for each in answers)
    assert len(door.ask("GET", "/checkins").json["items"]) == 1


def test_a_scan_whose_answer_was_lost_is_no_conflict_even_when_it_was_taken_back(
    door: Door,
) -> None:
    device = door.device()
    _, code = door.ticket()
    heard = device.post("/scans", {"code": code, "scan_id": "scan-0001"}).json
    door.ask("POST", f"/checkins/{heard['admission_id']}/undo", {"reason": "Wrong person"})
    answer = upload(device, scanned(code, clock.now(), scan_id="scan-0001"))
    entries = door.ask("GET", "/checkins").json["items"]

    assert outcomes(answer) == [("admitted", "admitted")]
    assert [each["undone_at"] is not None for each in entries] == [True]


def test_two_devices_may_number_their_scans_alike(door: Door) -> None:
    first, second = door.device("Phone"), door.device("Tablet")
    _, code = door.ticket()
    sent = scanned(code, clock.now(), scan_id="scan-0001")
    assert outcomes(upload(first, sent)) == [("admitted", "admitted")]
    assert outcomes(upload(second, sent)) == [("conflict", "already_admitted")]
    body = {"code": code, "scan_id": "scan-0001"}
    assert second.post("/scans", body).json["reason"] == "already_admitted"


def test_whoever_was_let_in_by_a_ticket_that_had_ended_is_told(door: Door) -> None:
    device = door.device()
    refunded, refunded_code = door.ticket("Refunded")
    passed_on, old_code = door.ticket("Passed on")
    with transaction(door.occasion.ctx) as tx:
        tickets.void(tx, reference=refunded.reference, reason="refunded")
        holder = tickets.NewHolder(name="Next", email="next@people.example")
        tickets.transfer(tx, passed_on.id, holder)
    answer = upload(
        device,
        scanned(refunded_code, clock.now()),
        scanned(old_code, clock.now()),
        scanned("https://evil.example/free-entry", clock.now()),
    )
    assert outcomes(answer) == [
        ("conflict", "refunded"),
        ("conflict", "transferred"),
        ("conflict", "malformed"),
    ]
    assert {each["name"] for each in conflicts(door)} == {"Refunded", "Next", ""}
    assert door.ask("GET", "/checkins").json["items"] == []


def test_whom_the_device_turned_away_is_not_let_in_afterwards(door: Door) -> None:
    device = door.device()
    sent = scanned(door.ticket()[1], clock.now(), reason="unknown_ticket")
    assert outcomes(upload(device, sent)) == [("refused", "unknown_ticket")]
    assert door.ask("GET", "/checkins").json["items"] == []
    assert conflicts(door) == []


def test_a_day_of_a_list_is_the_day_on_which_the_scan_was_made(door: Door) -> None:
    daily = door.add_list("Daily", once_per="day")
    device = door.device(list_ids=[daily], ends_at=(clock.now() + timedelta(days=9)).isoformat())
    _, code = door.ticket()
    first = clock.now() + timedelta(days=1)
    scans = [scanned(code, first + timedelta(days=day)) for day in (0, 1, 1)]
    scans[2]["scanned_at"] = (first + timedelta(days=1, seconds=1)).isoformat()
    with clock.frozen(first + timedelta(days=3)):
        answer = upload(device, *reversed(scans))
    assert outcomes(answer) == [
        ("conflict", "already_admitted"),
        ("admitted", "admitted"),
        ("admitted", "admitted"),
    ]


def test_after_its_time_a_device_uploads_for_two_days_and_does_nothing_else(door: Door) -> None:
    device = door.device()
    _, code = door.ticket()
    sent = scanned(code, clock.now())
    ends_at = clock.now() + timedelta(days=2)
    with clock.frozen(ends_at + timedelta(days=1)):
        assert device.scan(code).json["code"] == "checkin_devices.time-over"
        assert outcomes(upload(device, sent)) == [("admitted", "admitted")]
    with clock.frozen(ends_at + timedelta(days=3)):
        assert upload(device, sent).json["code"] == "checkin_devices.time-over"


def test_a_revoked_device_uploads_nothing(door: Door) -> None:
    device = door.device()
    door.revoke(device)
    answer = upload(device, scanned(door.ticket()[1], clock.now()))
    assert (answer.status_code, answer.json["wipe"]) == (401, True)
    assert door.ask("GET", "/checkins").json["items"] == []


def body_with(*scans: Any, **more: Any) -> dict[str, Any]:
    return {"device_time": "2026-11-14T08:00:00Z", "scans": list(scans), **more}


SCAN = scanned("x", datetime.fromisoformat("2026-11-14T08:00:00+00:00"), scan_id="scan-0001")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (body_with(), "/scans"),
        (body_with(SCAN, SCAN), "/scans"),
        (body_with(*([SCAN] * 501)), "/scans"),
        (body_with(SCAN, device_time="now"), "/device_time"),
        (body_with({**SCAN, "reason": "nice"}), "/scans/0/reason"),
        (body_with({**SCAN, "code": None}), "/scans/0/code"),
        (body_with({**SCAN, "scanned_at": "then"}), "/scans/0/scanned_at"),
        (body_with({**SCAN, "list_id": str(new_id())}), "/scans/0/list_id"),
    ],
)
def test_an_upload_that_makes_no_sense_is_refused_by_field(
    door: Door, body: dict[str, Any], pointer: str
) -> None:
    refused = door.device().post("/scans/uploads", body)
    assert refused.status_code == 422
    assert pointer in [each["pointer"] for each in refused.json["errors"]]


def test_conflicts_come_page_by_page_to_who_manages_devices(door: Door) -> None:
    device = door.device()
    upload(device, *(scanned(f"no code {number}", clock.now()) for number in range(3)))
    first = door.ask("GET", "/checkin-conflicts?limit=2").json
    rest = door.ask("GET", f"/checkin-conflicts?limit=2&cursor={first['next_cursor']}").json
    ids = [each["id"] for each in (*first["items"], *rest["items"])]
    assert (len(ids), len(set(ids)), rest["next_cursor"]) == (3, 3, None)
    staff = bearer(add_member(door.organization, "staff"))
    refused = door.client.get(f"{door.event}/checkin-conflicts", headers=staff)
    assert refused.status_code == 403
