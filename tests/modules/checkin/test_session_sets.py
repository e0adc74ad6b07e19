"""A list of several sessions: a track, or a room's day, at one door by one list."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from tests.modules.checkin.test_session_lists import REGISTER

from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin import service
from turnout.modules.checkin.types import Attendance
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import sessions as session_service

STARTS = datetime(2026, 11, 14, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Room:
    """A room's day: its sessions, and the one list at its door."""

    occasion: Occasion
    sessions: tuple[UUID, ...]
    list_id: UUID

    def code(self, *numbers: int) -> str:
        """Of a ticket with a place in these sessions."""
        [ticket] = make_tickets(self.occasion)
        with transaction(self.occasion.ctx) as tx:
            for number in numbers:
                place = {"id": new_id(), "session_id": self.sessions[number]}
                here = {"event_id": self.occasion.event_id, "ticket_id": ticket.id}
                tx.query(REGISTER, tx.here(**place, **here))
        return code_of(self.occasion, ticket)

    def scan(self, code: str, *, list_id: UUID | None = None) -> str:
        sent = checkin.Scan(code=code, list_id=list_id or self.list_id)
        return checkin.scan(self.occasion.ctx, self.occasion.event_id, sent).reason

    def change_session(self, number: int, **changes: object) -> None:
        session_service.change_session(
            self.occasion.ctx,
            self.occasion.event_id,
            self.sessions[number],
            changes=changes,
            version=None,
        )

    def change_list(self, **changes: object) -> checkin.CheckinList:
        ctx, event_id = self.occasion.ctx, self.occasion.event_id
        return service.update_list(ctx, event_id, self.list_id, changes=changes, version=None)

    def figures(self) -> Attendance:
        return checkin.count_inside(self.occasion.ctx, self.occasion.event_id)


def a_session(occasion: Occasion, number: int, *, places: int = 3) -> UUID:
    new = programme.NewSession(
        title=f"Talk {number}",
        starts_at=STARTS + timedelta(hours=number),
        ends_at=STARTS + timedelta(hours=number + 1),
        capacity=places,
        needs_registration=True,
    )
    return programme.create_session(occasion.ctx, occasion.event_id, new).id


def a_list(occasion: Occasion, name: str, sessions: Sequence[UUID], **rules: object) -> UUID:
    new = checkin.NewList(name=name, session_ids=list(sessions), **rules)  # type: ignore[arg-type]
    return checkin.create_list(occasion.ctx, occasion.event_id, new).id


@pytest.fixture
def room(occasion: Occasion) -> Room:
    sessions = tuple(a_session(occasion, number) for number in range(3))
    return Room(occasion, sessions, a_list(occasion, "Room A", sessions))


def test_a_place_in_any_of_the_sessions_lets_in_once(room: Room) -> None:
    first, both, nobody = room.code(0), room.code(1, 2), room.code()

    assert [room.scan(first), room.scan(first)] == ["admitted", "already_admitted"]
    assert [room.scan(both), room.scan(both)] == ["admitted", "already_admitted"]
    assert room.scan(nobody) == "not_registered"


def test_of_several_days_a_list_admits_once_each_day(occasion: Occasion) -> None:
    sessions = [a_session(occasion, number) for number in (0, 24)]
    daily = a_list(occasion, "Track", sessions, once_per="day")
    door = Room(occasion, tuple(sessions), daily)
    code = door.code(0, 1)

    def at(hours: int) -> str:
        sent = checkin.Scan(code=code, list_id=daily, at=STARTS + timedelta(hours=hours))
        return checkin.scan(occasion.ctx, occasion.event_id, sent).reason

    assert [at(0), at(1), at(24)] == ["admitted", "already_admitted", "admitted"]


def test_a_session_that_is_called_off_or_gone_counts_no_more(room: Room) -> None:
    first, second = room.code(0), room.code(1)
    both = room.code(0, 1)
    room.change_session(0, state=programme.SessionState.CANCELLED)

    assert room.scan(first) == "session_cancelled"
    assert room.scan(both) == "admitted"
    session_service.delete_session(room.occasion.ctx, room.occasion.event_id, room.sessions[0])
    assert room.scan(first) == "not_registered"
    assert room.scan(second) == "admitted"
    lists = checkin.list_lists(room.occasion.ctx, room.occasion.event_id)
    [left] = [each for each in lists if each.id == room.list_id]
    assert left.session_ids == sorted(room.sessions[1:])


def test_each_session_has_room_of_its_own(room: Room) -> None:
    full, free = [room.code(0) for _ in range(2)], room.code(0, 1)
    room.change_session(0, capacity=1)

    assert [room.scan(each) for each in full] == ["admitted", "session_full"]
    assert room.scan(free) == "admitted", "the second one has room"


def test_who_is_in_by_the_room_takes_a_place_at_the_session_s_own_door_too(room: Room) -> None:
    own = a_list(room.occasion, "Talk 0", [room.sessions[0]])
    first, second, other = room.code(0), room.code(0), room.code(1)
    room.change_session(0, capacity=1)

    assert room.scan(other) == "admitted"
    assert room.scan(first) == "admitted"
    assert room.scan(second, list_id=own) == "session_full"


def test_many_gates_at_once_never_let_in_more_than_there_are_places(room: Room) -> None:
    own = a_list(room.occasion, "Talk 0", [room.sessions[0]])
    codes = [room.code(0) for _ in range(8)]
    room.change_session(0, capacity=3)
    room.scan("nothing")
    barrier = Barrier(8)

    def at_gate(number: int) -> str:
        barrier.wait()
        return room.scan(codes[number], list_id=[room.list_id, own][number % 2])

    with ThreadPoolExecutor(8) as pool:
        reasons = sorted(pool.map(at_gate, range(8)))
    assert reasons == ["admitted"] * 3 + ["session_full"] * 5


def test_sessions_are_added_and_taken_away(room: Room) -> None:
    late = a_session(room.occasion, 5)
    newcomer = Room(room.occasion, (late,), room.list_id).code(0)
    assert room.scan(newcomer) == "not_registered"

    changed = room.change_list(session_ids=[late, *room.sessions[1:]])

    assert changed.session_ids == sorted([late, *room.sessions[1:]])
    assert changed.version == 2
    assert room.scan(newcomer) == "admitted"
    assert room.scan(room.code(0)) == "not_registered"


def test_a_list_takes_only_sessions_of_its_event_that_one_registers_for(room: Room) -> None:
    occasion = room.occasion
    tea = programme.NewSession(title="Tea", starts_at=STARTS, ends_at=STARTS + timedelta(hours=1))
    open_to_all = programme.create_session(occasion.ctx, occasion.event_id, tea).id
    elsewhere = a_session(make_occasion(occasion.ctx, title="Another"), 0)
    for wrong in (open_to_all, elsewhere, new_id()):
        with pytest.raises(Invalid) as made:
            a_list(occasion, "Side", [room.sessions[0], wrong])
        with pytest.raises(Invalid) as changed:
            room.change_list(session_ids=[wrong])
        assert [each.pointer for each in made.value.errors] == ["/session_ids"]
        assert [each.pointer for each in changed.value.errors] == ["/session_ids"]


def test_a_list_for_the_event_gets_no_sessions(room: Room) -> None:
    ctx, event_id = room.occasion.ctx, room.occasion.event_id
    plain = checkin.create_list(ctx, event_id, checkin.NewList(name="Front"))
    with pytest.raises(Invalid) as refused:
        service.update_list(
            ctx, event_id, plain.id, changes={"session_ids": [room.sessions[0]]}, version=None
        )
    assert [each.pointer for each in refused.value.errors] == ["/session_ids"]


def test_whoever_is_registered_for_two_is_expected_once(room: Room) -> None:
    codes = [room.code(0, 1), room.code(1), room.code()]
    room.scan(codes[0])
    [own] = [each for each in room.figures().lists if each.list_id == room.list_id]
    assert (own.session_ids, own.registered, own.entries) == (sorted(room.sessions), 2, 1)


def test_a_scan_takes_three_statements_and_a_refusal_one(room: Room, statements: list[str]) -> None:
    known, code, stranger = room.code(0), room.code(0, 1, 2), room.code()
    room.scan(known)
    del statements[:]
    assert room.scan(code) == "admitted"
    assert len(statements) == 3
    del statements[:]
    assert room.scan(stranger) == "not_registered"
    assert len([each for each in statements if "INTO admissions" in each]) == 1
    assert not [each for each in statements if "FOR NO KEY UPDATE" in each]


def test_a_list_that_counts_who_is_inside_lets_out_and_in_again(occasion: Occasion) -> None:
    sessions = tuple(a_session(occasion, number) for number in range(2))
    again = a_list(occasion, "Room B", sessions, entry_rule="re_entry")
    door = Room(occasion, sessions, again)
    code = door.code(0, 1)

    def go(direction: checkin.Direction) -> str:
        sent = checkin.Scan(code=code, list_id=again, direction=direction)
        return checkin.scan(occasion.ctx, occasion.event_id, sent).reason

    went = [go(checkin.Direction.AUTO) for _ in range(3)]
    assert went == ["admitted", "exited", "admitted"]
    assert door.scan(door.code()) == "not_registered"
