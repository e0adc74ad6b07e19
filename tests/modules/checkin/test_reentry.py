"""Lists with re-entry and a capacity: out and in again, how often, how soon, and how many at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from tests.factories.people import member_context
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.db.pagination import page_request
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin import service
from turnout.modules.checkin.errors import ReentryInUse
from turnout.modules.checkin.types import Attendance
from turnout.modules.checkin_scans import service as scan_log
from turnout.modules.checkin_scans.types import ScanFilter
from turnout.modules.tickets import api as tickets

START = datetime(2026, 11, 14, 9, tzinfo=UTC)
OUT, AUTO = checkin.Direction.OUT, checkin.Direction.AUTO


@dataclass(frozen=True, slots=True)
class Hall:
    """A door with a list of its own."""

    occasion: Occasion
    list_id: UUID

    def code(self) -> str:
        return code_of(self.occasion, make_tickets(self.occasion)[0])

    def scan(self, code: str, *, minute: int = 0, **sent: object) -> checkin.Verdict:
        made = checkin.Scan(code=code, list_id=self.list_id, **sent)  # type: ignore[arg-type]
        with clock.frozen(START + timedelta(minutes=minute)):
            return checkin.scan(self.occasion.ctx, self.occasion.event_id, made)

    def go_in(self, code: str, *, minute: int = 0) -> str:
        return self.scan(code, minute=minute).reason

    def go_out(self, code: str, *, minute: int = 0) -> str:
        return self.scan(code, minute=minute, direction=OUT).reason

    def override(self, code: str) -> checkin.Verdict:
        sent = checkin.Scan(code=code, list_id=self.list_id, scan_id=new_id().hex)
        return checkin.override(self.occasion.ctx, self.occasion.event_id, sent, reason="Known")

    def figures(self, *, minute: int = 0) -> Attendance:
        with clock.frozen(START + timedelta(minutes=minute)):
            return checkin.count_inside(self.occasion.ctx, self.occasion.event_id)

    def inside(self, *, minute: int = 0) -> int | None:
        [own] = [each for each in self.figures(minute=minute).lists if each.list_id == self.list_id]
        return own.inside


def hall(occasion: Occasion, **rules: object) -> Hall:
    new = checkin.NewList(name=f"Hall {new_id().hex}", **rules)  # type: ignore[arg-type]
    return Hall(occasion, checkin.create_list(occasion.ctx, occasion.event_id, new).id)


def open_hall(occasion: Occasion, **rules: object) -> Hall:
    return hall(occasion, entry_rule="re_entry", **rules)


def test_who_went_out_comes_in_again_and_who_is_in_does_not(occasion: Occasion) -> None:
    door = open_hall(occasion)
    code = door.code()

    assert door.go_in(code) == "admitted"
    assert door.go_in(code, minute=1) == "already_admitted"
    assert door.go_out(code, minute=2) == "exited"
    assert door.go_out(code, minute=3) == "not_inside"
    assert door.go_in(code, minute=4) == "admitted"
    assert door.go_in(code, minute=5) == "already_admitted"


def test_verdicts_say_when_somebody_came_went_and_how_many_are_in(occasion: Occasion) -> None:
    door = open_hall(occasion)
    code, other = door.code(), door.code()
    door.scan(other)

    came = door.scan(code, minute=1, gate="North")
    went = door.scan(code, minute=5, direction=OUT)
    absent = door.scan(code, minute=6, direction=OUT)

    assert (came.verdict, came.inside) == ("admitted", 2)
    assert (went.verdict, went.inside, went.gate) == ("exited", 1, "North")
    assert went.admission_id == came.admission_id
    assert went.admitted_at == START + timedelta(minutes=1)
    assert went.exited_at == START + timedelta(minutes=5)
    assert (absent.verdict, absent.exited_at) == ("refused", START + timedelta(minutes=5))


def test_the_direction_is_chosen_by_who_is_inside(occasion: Occasion) -> None:
    door = open_hall(occasion)
    code = door.code()

    said = [door.scan(code, minute=minute, direction=AUTO).reason for minute in range(4)]

    assert said == ["admitted", "exited", "admitted", "exited"]


@pytest.mark.parametrize("direction", [AUTO, OUT])
def test_a_scan_sent_again_goes_where_it_went(
    occasion: Occasion, direction: checkin.Direction
) -> None:
    door = open_hall(occasion)
    code = door.code()
    first = door.scan(code, scan_id="scan-no-1", direction=AUTO)
    again = door.scan(code, minute=1, scan_id="scan-no-1", direction=AUTO)
    went = door.scan(code, minute=2, scan_id="scan-no-2", direction=direction)
    repeated = door.scan(code, minute=3, scan_id="scan-no-2", direction=direction)
    late = door.scan(code, minute=4, scan_id="scan-no-1", direction=AUTO)

    assert [first.reason, again.reason, late.reason] == ["admitted"] * 3
    assert [went.reason, repeated.reason] == ["exited", "exited"]
    assert repeated.exited_at == went.exited_at
    assert {first.admission_id, again.admission_id, late.admission_id} == {went.admission_id}
    assert door.inside() == 0


def test_a_ticket_comes_in_again_as_often_as_the_list_says(occasion: Occasion) -> None:
    door = open_hall(occasion, max_reentries=1)
    code = door.code()

    said = [door.scan(code, minute=minute, direction=AUTO).reason for minute in range(5)]

    assert said == ["admitted", "exited", "admitted", "exited", "reentry_limit"]


def test_no_re_entry_at_all_still_counts_who_goes_out(occasion: Occasion) -> None:
    door = open_hall(occasion, max_reentries=0)
    code = door.code()
    door.go_in(code)
    door.go_out(code, minute=1)

    assert door.inside() == 0
    assert door.go_in(code, minute=2) == "reentry_limit"


def test_a_ticket_comes_in_again_as_soon_as_the_list_says(occasion: Occasion) -> None:
    door = open_hall(occasion, reentry_minutes=30)
    code = door.code()
    door.go_in(code)
    door.go_out(code, minute=10)

    assert door.go_in(code, minute=40) == "admitted"
    door.go_out(code, minute=50)
    refused = door.scan(code, minute=81)
    assert (refused.reason, refused.exited_at) == (
        "reentry_expired",
        START + timedelta(minutes=50),
    )


def test_a_full_room_lets_in_as_many_as_go_out(occasion: Occasion) -> None:
    door = open_hall(occasion, capacity=2)
    first, second, third = door.code(), door.code(), door.code()

    assert [door.go_in(each) for each in (first, second, third)] == ["admitted"] * 2 + ["full"]
    assert door.go_out(first) == "exited"
    assert door.go_in(third) == "admitted"
    assert door.go_in(first) == "full"
    assert door.inside() == 2


def test_a_list_that_admits_once_may_have_a_capacity(occasion: Occasion) -> None:
    door = hall(occasion, capacity=1)
    first, second = door.code(), door.code()

    assert door.go_in(first) == "admitted"
    assert door.go_in(first) == "already_admitted"
    assert door.go_in(second) == "full"
    assert door.go_out(first) == "no_exits"
    assert door.scan(first, direction=AUTO).reason == "already_admitted"


@pytest.mark.parametrize("direction", [OUT, AUTO])
def test_a_plain_list_counts_nobody_out(occasion: Occasion, direction: checkin.Direction) -> None:
    door = hall(occasion)
    code = door.code()

    said = door.scan(code, direction=direction)

    assert said.reason == ("no_exits" if direction is OUT else "admitted")
    assert said.inside is None
    assert door.inside() is None


def test_two_at_the_last_place_are_one_inside(occasion: Occasion) -> None:
    door = open_hall(occasion, capacity=3)
    codes = [door.code() for _ in range(8)]
    barrier = Barrier(len(codes))

    def arrive(code: str) -> str:
        barrier.wait()
        made = checkin.Scan(code=code, list_id=door.list_id)
        return checkin.scan(occasion.ctx, occasion.event_id, made).reason

    with ThreadPoolExecutor(len(codes)) as pool:
        said = list(pool.map(arrive, codes))

    assert sorted(said) == ["admitted"] * 3 + ["full"] * 5


def test_one_ticket_at_many_gates_at_once_is_in_or_out_once(occasion: Occasion) -> None:
    door = open_hall(occasion)
    code = door.code()
    barrier = Barrier(8)

    def pass_by(direction: checkin.Direction) -> str:
        barrier.wait()
        made = checkin.Scan(code=code, list_id=door.list_id, direction=direction)
        return checkin.scan(occasion.ctx, occasion.event_id, made).reason

    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(pass_by, [checkin.Direction.IN] * 8))
        went = list(pool.map(pass_by, [OUT] * 8))

    assert sorted(came) == ["admitted"] + ["already_admitted"] * 7
    assert sorted(went) == ["exited"] + ["not_inside"] * 7


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ({"max_reentries": 0}, "reentry_limit"),
        ({"capacity": 1}, "full"),
        ({"reentry_minutes": 1}, "reentry_expired"),
    ],
)
def test_who_may_override_lets_in_against_each_rule(
    occasion: Occasion, rules: dict[str, int], reason: str
) -> None:
    door = open_hall(occasion, **rules)
    code = door.code()
    door.go_in(code, minute=-60)
    door.go_out(code, minute=-50)
    door.go_in(door.code())
    with clock.frozen(START):
        verdict = door.override(code)

    assert (verdict.reason, verdict.overridden) == ("admitted", reason)
    assert door.inside() == 2
    assert door.go_out(code, minute=1) == "exited"


def test_an_override_of_who_is_inside_counts_nobody_twice(occasion: Occasion) -> None:
    door = open_hall(occasion)
    code = door.code()
    door.go_in(code)

    assert door.override(code).overridden == "already_admitted"
    assert door.inside() == 1


def test_a_stay_taken_back_is_none_and_leaves_the_room(occasion: Occasion) -> None:
    door = open_hall(occasion, max_reentries=1)
    code = door.code()
    door.go_in(code)
    door.go_out(code, minute=1)
    again = door.scan(code, minute=2)
    assert again.admission_id is not None
    checkin.undo_admission(occasion.ctx, occasion.event_id, again.admission_id, reason="wrong")

    assert door.inside() == 0
    assert door.go_out(code, minute=3) == "not_inside"
    assert door.go_in(code, minute=4) == "admitted"


def test_a_ticket_that_is_void_meanwhile_goes_out_and_not_in(occasion: Occasion) -> None:
    door = open_hall(occasion)
    [ticket] = make_tickets(occasion)
    code = code_of(occasion, ticket)
    door.go_in(code)
    with transaction(occasion.ctx) as tx:
        tickets.void(tx, reference=ticket.reference, reason="refunded")

    assert door.go_out(code) == "exited"
    assert door.go_in(code) == "refunded"


def test_every_day_begins_empty_and_with_its_own_stays(occasion: Occasion) -> None:
    door = open_hall(occasion, once_per="day", max_reentries=0, capacity=1)
    code, day = door.code(), 24 * 60
    door.go_in(code)

    assert door.inside(minute=day) == 0
    assert door.go_in(code, minute=day) == "admitted"
    assert door.go_out(code, minute=day + 1) == "exited"
    assert door.go_in(code, minute=day + 2) == "reentry_limit"


def test_the_way_out_stays_open_when_the_list_closes(occasion: Occasion) -> None:
    door = open_hall(occasion, closes_at=START + timedelta(minutes=5))
    code = door.code()
    door.go_in(code)

    assert door.go_out(code, minute=10) == "exited"
    assert door.go_in(code, minute=11) == "over"


def test_an_exit_is_in_the_log_and_a_fact(occasion: Occasion) -> None:
    door = open_hall(occasion)
    code = door.code()
    door.go_in(code)
    door.scan(code, minute=1, direction=OUT, gate="South")

    page = scan_log.list_scans(
        occasion.ctx, occasion.event_id, page_request(None, 10), ScanFilter()
    )
    with transaction(occasion.ctx) as tx:
        facts = tx.query("SELECT name FROM outbox ORDER BY recorded_at, id")

    assert [(each.outcome, each.gate) for each in page.items] == [
        ("exited", "South"),
        ("admitted", ""),
    ]
    assert ("checkin.exited.v1",) in facts
    drain()


def test_a_rule_of_re_entry_needs_a_list_with_re_entry(occasion: Occasion) -> None:
    door = open_hall(occasion, max_reentries=3)
    change = {"occasion": occasion, "door": door}

    with pytest.raises(Invalid) as refused:
        _update(**change, entry_rule="once", max_reentries=2)
    once = _update(**change, entry_rule="once")

    assert [each.pointer for each in refused.value.errors] == ["/max_reentries"]
    assert (once.entry_rule, once.max_reentries) == ("once", None)


def test_a_list_by_which_somebody_came_in_again_stays_one_with_re_entry(
    occasion: Occasion,
) -> None:
    door = open_hall(occasion)
    code = door.code()
    for direction in (checkin.Direction.IN, OUT, checkin.Direction.IN):
        door.scan(code, direction=direction)

    with pytest.raises(ReentryInUse):
        _update(occasion=occasion, door=door, entry_rule="once")


def test_a_list_begins_to_count_with_who_is_in(occasion: Occasion) -> None:
    door = hall(occasion)
    code = door.code()
    door.go_in(code)
    _update(occasion=occasion, door=door, entry_rule="re_entry", capacity=1)

    assert door.inside() == 1
    assert door.go_in(door.code()) == "full"
    assert door.go_out(code) == "exited"


def test_lists_without_re_entry_cost_what_they_did(
    occasion: Occasion, statements: list[str]
) -> None:
    door = hall(occasion)
    door.go_in(door.code())
    del statements[:]
    door.go_in(door.code())

    scans = [each for each in statements if "admitted AS (" in each]
    assert len(scans) == 1
    assert not any("checkin_exits" in each or "FOR NO KEY UPDATE" in each for each in statements)


def _update(*, occasion: Occasion, door: Hall, **changes: object) -> checkin.CheckinList:
    return service.update_list(
        occasion.ctx, occasion.event_id, door.list_id, changes=changes, version=None
    )


def test_another_organization_sees_no_exit() -> None:
    """Held for every table by tests/isolation; here for who asks by the admission."""
    mine, theirs = make_occasion(member_context()), make_occasion(member_context())
    door = open_hall(mine)
    code = door.code()
    door.go_in(code)
    door.go_out(code)

    with transaction(theirs.ctx) as tx:
        assert tx.query("SELECT count(*) FROM checkin_exits") == [(0,)]
    with transaction(mine.ctx) as tx:
        assert tx.query("SELECT count(*) FROM checkin_exits") == [(1,)]
