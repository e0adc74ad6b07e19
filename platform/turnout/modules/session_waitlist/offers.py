"""Freed places of sessions: who gets them, and what becomes of offers.

Everything here happens under the lock of the session's row, as registrations do, so that offers and
places together are never more than the session has.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.session_waitlist import queries, rules
from turnout.modules.session_waitlist.errors import NotWaitingNow
from turnout.modules.session_waitlist.facts import (
    SessionEntryChanged,
    SessionOfferLapsed,
    SessionPlaceGiven,
    SessionPlaceOffered,
)
from turnout.modules.session_waitlist.metrics import SESSION_STEPS
from turnout.modules.session_waitlist.types import SessionEntry, SessionEntryState, SessionTerms
from turnout.modules.tickets import api as tickets
from turnout.modules.waitlist import api as waitlist

AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A locked session: what it has, what is gone of it, and how its waitlist works."""

    session: programme.SessionCapacity
    event: events.EventBrief
    terms: SessionTerms
    taken: int
    offered: int
    are_given_out: bool

    @property
    def free(self) -> int:
        return max(0, (self.session.capacity or 0) - self.taken - self.offered)


def lock_places(tx: Transaction, event_id: UUID, session_id: UUID) -> Places:
    """Lock a session and count its places; SessionNotFound without it."""
    session = programme.lock_session(tx, event_id, session_id)
    event = events.get_event_brief(tx, event_id)
    return Places(
        session=session,
        event=event,
        terms=queries.get_settings(tx, event_id).terms_of(session_id),
        taken=participation.count_places(tx, session_id),
        offered=queries.count_offered(tx, session_id),
        are_given_out=rules.has_places_to_give(session, event.state, now=tx.now),
    )


def settle(tx: Transaction, event_id: UUID, session_id: UUID) -> None:
    """Bring a session's waitlist to where it belongs; it can be done at any time, and again.

    Free places go to the next who wait, offers without a place go back to the queue, and a session
    that gives no places any more has no waitlist.
    """
    while True:
        places = lock_places(tx, event_id, session_id)
        if not places.are_given_out:
            for each in queries.list_open_of_session(tx, session_id):
                end(tx, each, SessionEntryState.ENDED)
            return
        queries.shorten_offers(tx, session_id, places.session.starts_at)
        _take_back(tx, places)
        limit = min(places.free, AT_ONCE) if places.terms.freed_first else 0
        queue = queries.list_queue(tx, session_id, limit=limit) if limit else []
        number = waitlist.next_offers((1 for _ in queue), places.free)
        for each in queue[:number]:
            _hand_out(tx, places, each)
        if not queue:
            return


def _take_back(tx: Transaction, places: Places) -> None:
    """Let offers wait again for which there are no places any more, the last of the queue first."""
    capacity = places.session.capacity or 0
    over = rules.excess(capacity, taken=places.taken, offered=places.offered)
    if over:
        for each in queries.list_last_offered(tx, places.session.session_id, limit=over):
            queries.requeue(tx, each.id)
            say(tx, each, SessionEntryState.WAITING)


def _hand_out(tx: Transaction, places: Places, entry: SessionEntry) -> None:
    """Give a free place to one who waits, or offer it; a ticket that is valid no more ends."""
    ticket = tickets.find_ticket(tx, entry.ticket_id)
    if ticket is None or not ticket.is_valid or ticket.event_id != entry.event_id:
        end(tx, entry, SessionEntryState.ENDED)
    elif places.terms.gives_at_once and not clashes_of(tx, entry, places.event.time_zone):
        give(tx, entry)
        tx.publish(
            SessionPlaceGiven(
                entry_id=entry.id, event_id=entry.event_id, session_id=entry.session_id
            )
        )
    else:
        offer(tx, places, entry)


def give(tx: Transaction, entry: SessionEntry) -> None:
    """Let a ticket have its place; the session is locked and has one for it."""
    participation.give_place(
        tx, entry.event_id, entry.session_id, ticket_id=entry.ticket_id, user_id=entry.user_id
    )


def offer(tx: Transaction, places: Places, entry: SessionEntry, *, by: str = "") -> None:
    """Keep a free place for one who waits, until a deadline; NotWaitingNow for another."""
    if entry.state != SessionEntryState.WAITING:
        raise NotWaitingNow(state=entry.state)
    until = waitlist.deadline(
        tx.now, minutes=places.terms.offer_minutes, ends=(places.session.starts_at,)
    )
    queries.mark_offered(
        tx,
        entry.id,
        expires_at=until,
        remind_at=waitlist.remind_at(tx.now, until),
        offered_by=by,
    )
    tx.publish(
        SessionPlaceOffered(entry_id=entry.id, event_id=entry.event_id, session_id=entry.session_id)
    )
    count(tx, SessionEntryState.OFFERED)


def clashes_of(tx: Transaction, entry: SessionEntry, time_zone: str) -> list[UUID]:
    """The sessions at the same time in which the entry's ticket has a place."""
    held = participation.sessions_of_tickets(tx, entry.event_id, [entry.ticket_id])
    if not held:
        return []
    found = programme.sessions_by_id(tx, {entry.session_id, *held}, time_zone=time_zone)
    scheduled = [each for each in found if each.state is programme.SessionState.SCHEDULED]
    wanted = next((each for each in scheduled if each.id == entry.session_id), None)
    return [] if wanted is None else rules.clashes_of(wanted, scheduled)


def end(tx: Transaction, entry: SessionEntry, state: SessionEntryState) -> None:
    """End an open entry; its session is locked, and settles afterwards."""
    queries.end(tx, entry.id, state.value)
    if state is SessionEntryState.LAPSED:
        tx.publish(
            SessionOfferLapsed(
                entry_id=entry.id, event_id=entry.event_id, session_id=entry.session_id
            )
        )
    else:
        say(tx, entry, state)
    count(tx, state)


def note_taken(tx: Transaction, session_id: UUID, ticket_id: UUID) -> None:
    """A ticket has a place now, however it came to it: it waits no more."""
    for entry_id, event_id in queries.mark_taken(tx, session_id, ticket_id):
        state = SessionEntryState.TAKEN.value
        tx.publish(
            SessionEntryChanged(
                entry_id=entry_id, event_id=event_id, session_id=session_id, state=state
            )
        )
        count(tx, SessionEntryState.TAKEN)


def say(tx: Transaction, entry: SessionEntry, state: SessionEntryState) -> None:
    tx.publish(
        SessionEntryChanged(
            entry_id=entry.id,
            event_id=entry.event_id,
            session_id=entry.session_id,
            state=state.value,
        )
    )


def count(tx: Transaction, state: SessionEntryState) -> None:
    told: Callable[[], None] = partial(SESSION_STEPS.add, step=state.value)
    tx.after_commit.append(told)
