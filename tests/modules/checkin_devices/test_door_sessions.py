"""Sessions of a device: those whose lists it checks people in by, as its scanner offers them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.modules.checkin.test_session_lists import STARTS, a_workshop

from turnout.modules.programme import api as programme


def test_a_device_is_told_when_the_sessions_of_its_lists_are_the_soonest_first(door):
    late = a_workshop(door.occasion)
    new = programme.NewSession(
        title="Knots",
        starts_at=STARTS - timedelta(hours=2),
        ends_at=STARTS - timedelta(hours=1),
        capacity=5,
        needs_registration=True,
    )
    early = programme.create_session(door.occasion.ctx, door.occasion.event_id, new)
    first = door.add_list("Knots", session_ids=[str(early.id)])
    setup = door.device().get().json
    assert [(each["title"], each["list_id"]) for each in setup["sessions"]] == [
        ("Knots", first),
        ("Pegs", str(late.list_id)),
    ]
    begins = datetime.fromisoformat(setup["sessions"][1]["starts_at"])
    assert begins == STARTS.astimezone(UTC)
    assert setup["sessions"][1]["room_id"] is None


def test_a_device_of_one_list_hears_of_no_other_session(door):
    workshop = a_workshop(door.occasion)
    side = door.add_list("Side entrance")
    assert door.device(list_ids=[side]).get().json["sessions"] == []
    own = door.device("Second", list_ids=[str(workshop.list_id)]).get().json["sessions"]
    assert [UUID(each["list_id"]) for each in own] == [workshop.list_id]


def test_a_session_that_was_cancelled_is_offered_no_more(door):
    workshop = a_workshop(door.occasion)
    device = door.device()
    assert len(device.get().json["sessions"]) == 1
    workshop.change(state=programme.SessionState.CANCELLED)
    assert device.get().json["sessions"] == []


def test_a_door_without_sessions_asks_for_none(door, statements):
    device = door.device()
    statements.clear()
    assert device.get().json["sessions"] == []
    assert not [each for each in statements if "FROM sessions" in each]
