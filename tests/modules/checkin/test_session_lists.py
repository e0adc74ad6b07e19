"""A list of a session admits who is registered for it, never more than there are places."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from tests.factories.people import member_context
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets

from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin.errors import ListNotFound
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import sessions as session_service
from turnout.modules.tickets import api as tickets

STARTS = datetime(2026, 11, 14, 10, tzinfo=UTC)
REGISTER = """
    INSERT INTO session_registrations
        (organization_id, id, event_id, session_id, ticket_id, registered_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(session_id)s, %(ticket_id)s, now())
"""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A session with a registration of its own, and the list at its door."""

    occasion: Occasion
    session_id: UUID
    list_id: UUID

    def ticket(self, *, is_registered: bool = True) -> tuple[tickets.Ticket, str]:
        [ticket] = make_tickets(self.occasion)
        if is_registered:
            with transaction(self.occasion.ctx) as tx:
                tx.query(
                    REGISTER,
                    {
                        "organization_id": tx.organization_id,
                        "id": new_id(),
                        "event_id": self.occasion.event_id,
                        "session_id": self.session_id,
                        "ticket_id": ticket.id,
                    },
                )
        return ticket, code_of(self.occasion, ticket)

    def scan(self, code: str, *, list_id: UUID | None = None) -> checkin.Verdict:
        sent = checkin.Scan(code=code, list_id=list_id or self.list_id)
        return checkin.scan(self.occasion.ctx, self.occasion.event_id, sent)

    def change(self, **changes: object) -> None:
        session_service.change_session(
            self.occasion.ctx,
            self.occasion.event_id,
            self.session_id,
            changes=changes,
            version=None,
        )

    def door(self, name: str) -> UUID:
        new = checkin.NewList(name=name, session_ids=[self.session_id])
        return checkin.create_list(self.occasion.ctx, self.occasion.event_id, new).id


def a_workshop(occasion: Occasion, *, places: int = 3) -> Workshop:
    new = programme.NewSession(
        title="Pegs",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=1),
        capacity=places,
        needs_registration=True,
    )
    session = programme.create_session(occasion.ctx, occasion.event_id, new)
    made = checkin.create_list(
        occasion.ctx, occasion.event_id, checkin.NewList(name="Pegs", session_ids=[session.id])
    )
    return Workshop(occasion, session.id, made.id)


@pytest.fixture
def workshop(occasion: Occasion) -> Workshop:
    return a_workshop(occasion)


def test_who_is_registered_gets_in_once_and_everybody_else_is_told_why_not(
    workshop: Workshop,
) -> None:
    _, registered = workshop.ticket()
    _, other = workshop.ticket(is_registered=False)

    assert workshop.scan(registered).reason == "admitted"
    assert workshop.scan(registered).reason == "already_admitted"
    refused = workshop.scan(other)
    assert (refused.reason, refused.verdict) == ("not_registered", "refused")
    assert refused.attendee_name == "Ada Lovelace"


def test_the_event_s_own_lists_ask_for_no_registration(workshop: Workshop) -> None:
    _, code = workshop.ticket(is_registered=False)
    sent = checkin.Scan(code=code)
    verdict = checkin.scan(workshop.occasion.ctx, workshop.occasion.event_id, sent)
    assert verdict.reason == "admitted"


def test_a_short_code_is_judged_alike(workshop: Workshop) -> None:
    ticket, _ = workshop.ticket()
    other, _ = workshop.ticket(is_registered=False)
    assert workshop.scan(ticket.short_code).reason == "admitted"
    assert workshop.scan(other.short_code).reason == "not_registered"


def test_places_are_counted_over_all_doors_of_the_session(workshop: Workshop) -> None:
    codes = [workshop.ticket()[1] for _ in range(3)]
    back = workshop.door("Pegs, back")
    workshop.change(capacity=2)

    assert workshop.scan(codes[0]).reason == "admitted"
    assert workshop.scan(codes[1], list_id=back).reason == "admitted"
    assert workshop.scan(codes[2]).reason == "session_full"
    assert workshop.scan(codes[2], list_id=back).reason == "session_full"
    assert workshop.scan(codes[0], list_id=back).reason == "admitted", "is inside already"


def test_a_place_that_is_taken_back_is_free_again(workshop: Workshop) -> None:
    codes = [workshop.ticket()[1] for _ in range(2)]
    workshop.change(capacity=1)
    first = workshop.scan(codes[0])
    assert workshop.scan(codes[1]).reason == "session_full"
    occasion = workshop.occasion
    checkin.undo_admission(occasion.ctx, occasion.event_id, first.admission_id, reason="left")
    assert workshop.scan(codes[1]).reason == "admitted"


def test_many_gates_at_once_never_let_in_more_than_there_are_places(workshop: Workshop) -> None:
    codes = [workshop.ticket()[1] for _ in range(8)]
    doors = [workshop.list_id, workshop.door("Pegs, back")]
    workshop.change(capacity=3)
    workshop.scan("nothing")
    barrier = Barrier(8)

    def at_gate(number: int) -> str:
        barrier.wait()
        return workshop.scan(codes[number], list_id=doors[number % 2]).reason

    with ThreadPoolExecutor(8) as pool:
        reasons = sorted(pool.map(at_gate, range(8)))
    assert reasons == ["admitted"] * 3 + ["session_full"] * 5


def test_a_session_that_is_called_off_or_gone_admits_nobody(workshop: Workshop) -> None:
    _, code = workshop.ticket()
    workshop.change(state=programme.SessionState.CANCELLED)
    assert workshop.scan(code).reason == "session_cancelled"
    workshop.change(state=programme.SessionState.SCHEDULED)
    assert workshop.scan(code).reason == "admitted"

    occasion = workshop.occasion
    session_service.delete_session(occasion.ctx, occasion.event_id, workshop.session_id)
    fresh = code_of(occasion, make_tickets(occasion)[0])
    assert workshop.scan(fresh).reason == "session_cancelled"
    assert workshop.scan(code).reason == "already_admitted", "who came in stays on record"
    lists = checkin.list_lists(occasion.ctx, occasion.event_id)
    [left] = [each for each in lists if each.id == workshop.list_id]
    assert (left.scope, left.session_ids) == ("session", [])


def test_a_void_ticket_is_called_void_before_all_else(workshop: Workshop) -> None:
    ticket, code = workshop.ticket(is_registered=False)
    with transaction(workshop.occasion.ctx) as tx:
        tickets.void(tx, reference=ticket.reference, reason="cancelled")
    assert workshop.scan(code).reason == "void"


def test_a_list_is_bound_to_a_session_with_registration_of_its_own_event_only(
    workshop: Workshop,
) -> None:
    occasion = workshop.occasion
    open_to_all = programme.create_session(
        occasion.ctx,
        occasion.event_id,
        programme.NewSession(title="Tea", starts_at=STARTS, ends_at=STARTS + timedelta(hours=1)),
    )
    elsewhere = a_workshop(make_occasion(occasion.ctx, title="Another"))
    foreign = a_workshop(make_occasion(member_context()))
    for session_id in (open_to_all.id, elsewhere.session_id, foreign.session_id, new_id()):
        new = checkin.NewList(name="Side", session_ids=[session_id])
        with pytest.raises(Invalid) as refused:
            checkin.create_list(occasion.ctx, occasion.event_id, new)
        assert [each.pointer for each in refused.value.errors] == ["/session_ids"]
    _, code = workshop.ticket()
    with pytest.raises(ListNotFound):
        workshop.scan(code, list_id=elsewhere.list_id)


def test_the_figures_say_whom_a_session_expects(workshop: Workshop) -> None:
    for _ in range(2):
        _, code = workshop.ticket()
    workshop.scan(code)
    figures = checkin.count_inside(workshop.occasion.ctx, workshop.occasion.event_id)
    counted = {each.list_id: each for each in figures.lists}[workshop.list_id]
    assert (counted.session_ids, counted.registered) == ([workshop.session_id], 2)
    assert counted.entries == 1


def test_a_scan_at_an_ordinary_door_takes_one_statement_and_at_a_session_s_three(
    workshop: Workshop, statements: list[str]
) -> None:
    known = checkin.Scan(code=workshop.ticket()[1])
    checkin.scan(workshop.occasion.ctx, workshop.occasion.event_id, known)
    _, code = workshop.ticket()
    ordinary = checkin.Scan(code=code)
    del statements[:]
    checkin.scan(workshop.occasion.ctx, workshop.occasion.event_id, ordinary)
    assert len(statements) == 1
    del statements[:]
    assert workshop.scan(code).reason == "admitted"
    assert len(statements) == 3


def test_a_ticket_that_came_in_is_known_to_have(workshop: Workshop) -> None:
    inside, code = workshop.ticket()
    outside, _ = workshop.ticket()
    workshop.scan(code)
    with transaction(workshop.occasion.ctx) as tx:
        assert tickets.admitted_among(tx, [inside.id, outside.id]) == {inside.id}
