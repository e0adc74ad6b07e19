"""An exit that is taken back: they are inside again, on every device, and the log says why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.work import drain
from tests.modules.checkin_devices.conftest import Door, DoorDevice
from tests.modules.checkin_devices.test_reentry import MOMENT, at_minute, out, pass_by, upload_at
from tests.modules.checkin_devices.test_uploads import outcomes, upload

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin import service

WHY = {"reason": "Scanned the wrong way"}


@pytest.fixture
def hall(door: Door) -> dict[str, Any]:
    """A list with re-entry and a place for two."""
    new = {"name": "Hall", "entry_rule": "re_entry", "capacity": 2}
    made: dict[str, Any] = door.ask("POST", "/checkin-lists", new).json
    return made


@pytest.fixture
def device(door: Door, hall: dict[str, Any]) -> DoorDevice:
    return door.device(list_ids=[hall["id"]])


def exits(door: Door) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = door.ask("GET", "/checkin-scans?outcome=exited").json["items"]
    return found


def undo(door: Door, exit_id: str, *, minute: int = 10) -> Any:
    with at_minute(minute):
        return door.ask("POST", f"/checkin-exits/{exit_id}/undo", WHY)


def undo_last(door: Door, *, minute: int = 10) -> str:
    exit_id: str = exits(door)[0]["exit_id"]
    answer = undo(door, exit_id, minute=minute)
    assert answer.status_code == 204, answer.json
    return exit_id


def inside(door: Door, hall: dict[str, Any]) -> int:
    with at_minute(60):
        lists = door.ask("GET", "/checkins/counts").json["lists"]
    return int({each["list_id"]: each["inside"] for each in lists}[hall["id"]])


def test_who_never_left_is_inside_again_and_goes_out_once_more(
    door: Door, hall: dict[str, Any], device: DoorDevice
) -> None:
    _, code = door.ticket()
    came = pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")
    assert inside(door, hall) == 0

    undo_last(door)

    assert inside(door, hall) == 1
    again = pass_by(device, code, minute=11)
    assert (again["reason"], again["admission_id"]) == ("already_admitted", came["admission_id"])
    assert again["exited_at"] is None
    assert pass_by(device, code, minute=12, direction="auto")["reason"] == "exited"
    assert inside(door, hall) == 0


def test_the_log_keeps_the_exit_with_who_took_it_back_and_why(
    door: Door, device: DoorDevice
) -> None:
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")

    exit_id = undo_last(door)

    [told] = exits(door)
    assert told["exit_id"] == exit_id
    assert (told["undo_reason"], told["admission_id"]) == (WHY["reason"], None)
    assert told["undone_at"].startswith((MOMENT + timedelta(minutes=10)).isoformat()[:16])
    with transaction(door.occasion.ctx) as tx:
        audited = tx.query(
            "SELECT actor, after->>'undo_reason' FROM audit_entries"
            " WHERE organization_id = %(organization_id)s AND table_name = 'checkin_exits'"
            " AND row_id = %(id)s AND action = 'update'",
            tx.here(id=exit_id),
        )
    assert audited == [(str(door.occasion.ctx.actor), WHY["reason"])]


def test_an_exit_is_taken_back_once_and_only_where_it_is(
    door: Door, hall: dict[str, Any], device: DoorDevice, make_door: Any
) -> None:
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")
    exit_id = undo_last(door)

    again, unknown = undo(door, exit_id), undo(door, str(new_id()))
    other = undo(make_door(), exit_id)

    assert (again.status_code, again.json["code"]) == (409, "checkin.already-undone")
    assert (unknown.status_code, unknown.json["code"]) == (404, "checkin.no-such-exit")
    assert other.status_code == 404
    assert inside(door, hall) == 1


def test_who_came_in_again_since_has_that_check_in_taken_back_first(
    door: Door, hall: dict[str, Any], device: DoorDevice
) -> None:
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")
    [gone] = exits(door)
    back = pass_by(device, code, minute=2)

    refused = undo(door, gone["exit_id"])
    assert (refused.status_code, refused.json["code"]) == (409, "checkin.came-in-again")
    assert inside(door, hall) == 1

    door.ask("POST", f"/checkins/{back['admission_id']}/undo", WHY)
    assert undo(door, gone["exit_id"]).status_code == 204
    assert inside(door, hall) == 1


def test_the_exit_of_a_check_in_that_was_taken_back_stays_as_it_is(
    door: Door, hall: dict[str, Any], device: DoorDevice
) -> None:
    _, code = door.ticket()
    came = pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")
    door.ask("POST", f"/checkins/{came['admission_id']}/undo", WHY)

    refused = undo(door, exits(door)[0]["exit_id"])

    assert (refused.status_code, refused.json["code"]) == (409, "checkin.already-undone")
    assert inside(door, hall) == 0


def test_they_count_again_even_where_others_took_their_place(
    door: Door, hall: dict[str, Any], device: DoorDevice
) -> None:
    codes = [door.ticket(f"Guest {number}")[1] for number in range(3)]
    for minute, code in enumerate(codes[:2]):
        pass_by(device, code, minute=minute)
    pass_by(device, codes[0], minute=2, direction="out")
    assert pass_by(device, codes[2], minute=3)["reason"] == "admitted"

    undo_last(door)

    assert inside(door, hall) == 3
    pass_by(device, codes[0], minute=11, direction="out")
    assert pass_by(device, codes[0], minute=12)["reason"] == "full"


def test_a_device_hears_of_it_with_its_next_download(door: Door, device: DoorDevice) -> None:
    ticket, code = door.ticket()
    pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")
    before = device.get("/attendees").json

    undo_last(door)
    changed = device.get(f"/attendees?cursor={before['cursor']}").json

    assert not changed["is_complete"]
    [entry] = [e for i in changed["items"] if i["id"] == str(ticket.id) for e in i["entries"]]
    assert entry["out_at"] is None
    pass_by(device, code, minute=11, direction="out")
    after = device.get(f"/attendees?cursor={changed['cursor']}").json
    [entry] = [e for i in after["items"] if i["id"] == str(ticket.id) for e in i["entries"]]
    assert entry["out_at"].startswith((MOMENT + timedelta(minutes=11)).isoformat()[:16])


def test_an_exit_from_the_queue_counts_once_the_other_was_taken_back(
    door: Door, hall: dict[str, Any], device: DoorDevice
) -> None:
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")
    assert upload_at(device, out(code, 3), minute=4) == [("conflict", "not_inside")]

    undo_last(door, minute=5)

    assert upload_at(device, out(code, 6), minute=12) == [("exited", "exited")]
    assert inside(door, hall) == 0


def test_an_upload_of_the_exit_that_was_taken_back_does_not_bring_it_back(
    door: Door, hall: dict[str, Any], device: DoorDevice
) -> None:
    """The scanner had no answer, keeps the scan in its queue, and sends it when it is online."""
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    sent = out(code, 1)
    pass_by(device, code, minute=1, direction="out", scan_id=sent["scan_id"])
    undo_last(door)

    with at_minute(12):
        assert outcomes(upload(device, sent, at=clock.now())) == [("exited", "exited")]
    assert inside(door, hall) == 1


def test_it_is_announced_and_needs_the_permission_to_undo(door: Door, device: DoorDevice) -> None:
    _, code = door.ticket()
    pass_by(device, code, minute=0)
    pass_by(device, code, minute=1, direction="out")
    [gone] = exits(door)
    staff = bearer(add_member(door.organization, "staff"))
    address = f"{door.event}/checkin-exits/{gone['exit_id']}/undo"

    assert door.client.post(address, json=WHY, headers=staff).status_code == 403
    nameless = door.ask("POST", f"/checkin-exits/{gone['exit_id']}/undo", {"reason": ""})
    assert [each["pointer"] for each in nameless.json["errors"]] == ["/reason"]
    drain()
    undo_last(door)
    with transaction(door.occasion.ctx) as tx:
        facts = tx.query(
            "SELECT payload->>'exit_id' FROM outbox WHERE name = 'checkin.exit-undone.v1'"
            " AND organization_id = %(organization_id)s",
            tx.here(),
        )
    assert facts == [(gone["exit_id"],)]


def test_taken_back_and_let_in_at_once_nobody_is_inside_twice(
    door: Door, hall: dict[str, Any], device: DoorDevice
) -> None:
    ctx, event_id = door.occasion.ctx, door.occasion.event_id
    codes = [door.ticket(f"Guest {number}")[1] for number in range(2)]
    for code in codes:
        pass_by(device, code, minute=0)
        pass_by(device, code, minute=1, direction="out")
    gone = [each["exit_id"] for each in exits(door)]
    barrier = Barrier(4)

    def take_back(exit_id: str) -> None:
        barrier.wait()
        try:
            service.undo_exit(ctx, event_id, exit_id, reason="mistake")  # type: ignore[arg-type]
        except Conflict:
            return

    def come_in(code: str) -> None:
        barrier.wait()
        checkin.scan(ctx, event_id, checkin.Scan(code=code, list_id=hall["id"]))

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(take_back, each) for each in gone]
        done += [pool.submit(come_in, each) for each in codes]
        for each in done:
            each.result()
    with transaction(ctx) as tx:
        open_stays = tx.query(
            "SELECT ticket_id, count(*)::int FROM admissions a"
            " WHERE organization_id = %(organization_id)s AND undone_at IS NULL"
            " AND NOT EXISTS (SELECT FROM checkin_exits x WHERE x.admission_id = a.id"
            " AND x.organization_id = %(organization_id)s"
            " AND x.undone_at IS NULL) GROUP BY 1",
            tx.here(),
        )
    assert [count for _, count in open_stays] == [1, 1]
