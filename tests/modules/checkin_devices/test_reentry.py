"""Devices at a door with re-entry: what they download, and what comes late of what they let by."""

from datetime import timedelta
from typing import Any

import pytest
from tests.modules.checkin_devices.conftest import Door, DoorDevice
from tests.modules.checkin_devices.test_uploads import outcomes, scanned, upload

from turnout.kernel import clock


@pytest.fixture
def hall(door: Door) -> dict[str, Any]:
    """A list with re-entry and a place for two."""
    new = {"name": "Hall", "entry_rule": "re_entry", "capacity": 2}
    made: dict[str, Any] = door.ask("POST", "/checkin-lists", new).json
    return made


def at_minute(minute: int) -> Any:
    return clock.frozen(MOMENT + timedelta(minutes=minute))


MOMENT = clock.now() + timedelta(hours=1)


def pass_by(device: DoorDevice, code: str, *, minute: int, **sent: Any) -> Any:
    with at_minute(minute):
        answer = device.scan(code, **sent)
        assert answer.status_code == 200, answer.json
        return answer.json


def upload_at(device: DoorDevice, *scans: dict[str, Any], minute: int) -> list[tuple[str, str]]:
    with at_minute(minute):
        return outcomes(upload(device, *scans, at=clock.now()))


def out(code: str, minute: int) -> dict[str, Any]:
    return scanned(code, MOMENT + timedelta(minutes=minute), reason="exited")


def come(code: str, minute: int) -> dict[str, Any]:
    return scanned(code, MOMENT + timedelta(minutes=minute))


def test_a_device_scans_out_and_hears_how_many_are_in(door: Door, hall: dict[str, Any]) -> None:
    device = door.device(list_ids=[hall["id"]])
    _, code = door.ticket()

    came = pass_by(device, code, minute=0, direction="auto")
    went = pass_by(device, code, minute=1, direction="auto")

    assert (came["verdict"], came["inside"]) == ("admitted", 1)
    assert (went["verdict"], went["inside"]) == ("exited", 0)


def test_a_device_knows_who_went_out_and_the_limits(door: Door, hall: dict[str, Any]) -> None:
    device = door.device(list_ids=[hall["id"]])
    ticket, code = door.ticket()
    pass_by(device, code, minute=0)
    before = device.get("/attendees").json
    pass_by(device, code, minute=1, direction="out")
    changed = device.get(f"/attendees?cursor={before['cursor']}").json
    [entry] = [
        e for item in changed["items"] if item["id"] == str(ticket.id) for e in item["entries"]
    ]
    [own] = device.get().json["lists"]

    assert not changed["is_complete"]
    assert entry["out_at"].startswith((MOMENT + timedelta(minutes=1)).isoformat()[:16])
    assert entry["period"] == ""
    assert (own["entry_rule"], own["capacity"]) == ("re_entry", 2)


def test_an_exit_that_was_made_before_the_entry_ends_no_stay(
    door: Door, hall: dict[str, Any]
) -> None:
    device = door.device(list_ids=[hall["id"]])
    _, code = door.ticket()
    pass_by(device, code, minute=10)

    assert upload_at(device, out(code, 5), minute=20) == [("conflict", "not_inside")]
    assert pass_by(device, code, minute=30)["reason"] == "already_admitted"


def test_an_entry_while_the_ticket_was_inside_is_a_conflict(
    door: Door, hall: dict[str, Any]
) -> None:
    device = door.device(list_ids=[hall["id"]])
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    pass_by(device, code, minute=20, direction="out")

    assert upload_at(device, come(code, 10), minute=30) == [("conflict", "already_admitted")]
    assert upload_at(device, come(code, 25), minute=30) == [("admitted", "admitted")]


def test_a_late_exit_counts_as_of_its_time_and_once(door: Door, hall: dict[str, Any]) -> None:
    device = door.device(list_ids=[hall["id"]])
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    late = out(code, 5)

    assert upload_at(device, late, minute=60) == [("exited", "exited")]
    assert upload_at(device, late, minute=61) == [("exited", "exited")]
    refused = pass_by(device, code, minute=62, direction="out")
    assert refused["reason"] == "not_inside"
    assert refused["exited_at"].startswith((MOMENT + timedelta(minutes=5)).isoformat()[:16])


def test_who_was_let_into_a_full_room_is_told_about(door: Door, hall: dict[str, Any]) -> None:
    device = door.device(list_ids=[hall["id"]])
    codes = [door.ticket(f"Guest {number}")[1] for number in range(3)]
    for code in codes[:2]:
        pass_by(device, code, minute=0)

    assert upload_at(device, come(codes[2], 1), minute=5) == [("conflict", "full")]
    [told] = door.ask("GET", "/checkin-conflicts").json["items"]
    assert (told["reason"], told["name"]) == ("full", "Guest 2")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": "A", "max_reentries": 1}, "/max_reentries"),
        ({"name": "A", "entry_rule": "re_entry", "max_reentries": -1}, "/max_reentries"),
        ({"name": "A", "entry_rule": "re_entry", "reentry_minutes": 0}, "/reentry_minutes"),
        ({"name": "A", "capacity": 0}, "/capacity"),
        ({"name": "A", "entry_rule": "twice"}, "/entry_rule"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_field(
    door: Door, sent: dict[str, Any], field: str
) -> None:
    answer = door.ask("POST", "/checkin-lists", sent)

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [field]


def test_a_direction_that_is_none_is_refused_by_field(door: Door) -> None:
    _, code = door.ticket()
    answer = door.ask("POST", "/checkins", {"code": code, "direction": "up"})

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == ["/direction"]
