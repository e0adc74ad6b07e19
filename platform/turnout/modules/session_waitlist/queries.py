"""Every statement of waitlists of sessions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from turnout.kernel.db.pagination import PageRequest, place_in_numbers
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.programme.api import AffectedPerson
from turnout.modules.session_waitlist.errors import SessionEntryNotFound
from turnout.modules.session_waitlist.types import (
    NewSessionSettings,
    SessionEntry,
    SessionFigures,
    SessionOverride,
    SessionWaitlistFigures,
    SessionWaitlistSettings,
)

COLUMNS: Final = """
    e.id, e.event_id, e.session_id, e.ticket_id, e.priority, e.state, e.joined_at, e.offered_at,
    e.offered_by, e.expires_at, e.version, e.user_id, e.queue_key,
    CASE WHEN e.state = 'waiting' THEN (SELECT count(*) FROM session_waitlist_entries a
        WHERE a.organization_id = e.organization_id AND a.session_id = e.session_id
            AND a.state = 'waiting' AND a.queue_key <= e.queue_key) END AS position
"""
ONE: Final = f"""
    SELECT {COLUMNS} FROM session_waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.id = %(id)s
"""
OF_TICKET: Final = f"""
    SELECT {COLUMNS} FROM session_waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.session_id = %(session_id)s
        AND e.ticket_id = %(ticket_id)s
    ORDER BY e.arrival DESC LIMIT 1
"""
OPEN_OF_TICKETS: Final = f"""
    SELECT {COLUMNS} FROM session_waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.ticket_id = ANY(%(ticket_ids)s)
        AND e.state IN ('waiting', 'offered')
    ORDER BY e.session_id, e.queue_key
"""
OF_EVENT: Final = f"""
    SELECT {COLUMNS} FROM session_waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.event_id = %(event_id)s
        AND (%(state)s::text IS NULL OR e.state = %(state)s)
        AND (%(session_id)s::uuid IS NULL OR e.session_id = %(session_id)s)
        AND (%(after_key)s::bigint IS NULL
            OR (e.queue_key, e.id) > (%(after_key)s::bigint, %(after_id)s::uuid))
    ORDER BY e.queue_key, e.id LIMIT %(limit)s
"""
QUEUE: Final = f"""
    SELECT {COLUMNS} FROM session_waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.session_id = %(session_id)s
        AND e.state = 'waiting'
    ORDER BY e.queue_key LIMIT %(limit)s
"""
LAST_OFFERED: Final = f"""
    SELECT {COLUMNS} FROM session_waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.session_id = %(session_id)s
        AND e.state = 'offered'
    ORDER BY e.queue_key DESC LIMIT %(limit)s
"""
OPEN_OF_SESSION: Final = f"""
    SELECT {COLUMNS} FROM session_waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.session_id = %(session_id)s
        AND e.state IN ('waiting', 'offered')
    ORDER BY e.queue_key
"""
OFFERED: Final = """
    SELECT count(*) FROM session_waitlist_entries
    WHERE organization_id = %(organization_id)s AND session_id = %(session_id)s
        AND state = 'offered'
"""
KEPT: Final = """
    SELECT e.session_id, count(*) FROM session_waitlist_entries e
    LEFT JOIN session_waitlist_settings s ON s.organization_id = e.organization_id
        AND s.event_id = e.event_id
    LEFT JOIN session_waitlist_overrides o ON o.organization_id = e.organization_id
        AND o.session_id = e.session_id
    WHERE e.organization_id = %(organization_id)s AND e.event_id = %(event_id)s
        AND e.state IN ('waiting', 'offered') AND e.ticket_id IS DISTINCT FROM %(ticket_id)s::uuid
        AND (e.state = 'offered' OR coalesce(o.freed_first, s.freed_first, true))
    GROUP BY e.session_id
"""
AFFECTED: Final = """
    SELECT session_id, ticket_id, NULL::uuid AS user_id, joined_at AS since,
        true AS is_waiting
    FROM session_waitlist_entries
    WHERE organization_id = %(organization_id)s AND session_id = ANY(%(session_ids)s)
        AND state IN ('waiting', 'offered')
"""
INSERT: Final = """
    INSERT INTO session_waitlist_entries (organization_id, id, event_id, session_id, ticket_id,
        user_id, priority, rank, arrival, state, joined_at, version)
    SELECT %(organization_id)s, %(id)s, %(event_id)s, %(session_id)s, %(ticket_id)s,
        %(user_id)s::uuid, 'standard', 2, (SELECT coalesce(max(arrival), 0) + 1
            FROM session_waitlist_entries WHERE organization_id = %(organization_id)s
                AND session_id = %(session_id)s), 'waiting', %(now)s, 1
"""
"""The session is locked by the caller, so numbers are given one after the other."""
OFFER: Final = """
    UPDATE session_waitlist_entries SET state = 'offered', offered_at = %(now)s,
        expires_at = %(expires_at)s, remind_at = %(remind_at)s, offered_by = %(offered_by)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'waiting'
"""
MOVE: Final = """
    UPDATE session_waitlist_entries SET state = %(state)s, remind_at = NULL, ended_at = %(now)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND state IN ('waiting', 'offered')
"""
TAKE: Final = """
    UPDATE session_waitlist_entries SET state = 'taken', remind_at = NULL, ended_at = %(now)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND session_id = %(session_id)s
        AND ticket_id = %(ticket_id)s AND state IN ('waiting', 'offered')
    RETURNING id, event_id
"""
REQUEUE: Final = """
    UPDATE session_waitlist_entries SET state = 'waiting', offered_at = NULL, offered_by = '',
        expires_at = NULL, remind_at = NULL, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'offered'
"""
SHORTEN: Final = """
    UPDATE session_waitlist_entries SET expires_at = %(at)s, version = version + 1,
        remind_at = CASE WHEN remind_at < %(at)s THEN remind_at END
    WHERE organization_id = %(organization_id)s AND session_id = %(session_id)s
        AND state = 'offered' AND expires_at > %(at)s
"""
CLASSIFY: Final = """
    UPDATE session_waitlist_entries SET priority = %(priority)s, rank = %(rank)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
HAND_OVER: Final = """
    UPDATE session_waitlist_entries SET user_id = %(user_id)s
    WHERE organization_id = %(organization_id)s AND ticket_id = %(ticket_id)s
        AND user_id IS DISTINCT FROM %(user_id)s::uuid
"""
REMINDED: Final = """
    UPDATE session_waitlist_entries SET remind_at = NULL
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'offered'
        AND remind_at <= %(now)s
    RETURNING event_id, session_id
"""
SESSIONS: Final = """
    SELECT DISTINCT session_id FROM session_waitlist_entries
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND state IN ('waiting', 'offered')
"""
FIGURES: Final = """
    SELECT session_id,
        count(*) FILTER (WHERE state = 'waiting') AS waiting,
        count(*) FILTER (WHERE state = 'offered') AS offered,
        count(*) FILTER (WHERE offered_at IS NOT NULL) AS offers,
        count(*) FILTER (WHERE state = 'taken') AS taken,
        count(*) FILTER (WHERE state = 'lapsed') AS lapsed
    FROM session_waitlist_entries
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    GROUP BY session_id ORDER BY session_id
"""
SETTINGS: Final = """
    SELECT s.is_open, s.freed_first, s.gives_at_once, s.offer_minutes, s.version,
        (SELECT jsonb_agg(jsonb_build_object('session_id', o.session_id, 'is_open', o.is_open,
                'freed_first', o.freed_first, 'gives_at_once', o.gives_at_once)
                ORDER BY o.session_id)
            FROM session_waitlist_overrides o WHERE o.organization_id = s.organization_id
                AND o.event_id = s.event_id) AS sessions
    FROM session_waitlist_settings s
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
"""
SAVE_SETTINGS: Final = """
    INSERT INTO session_waitlist_settings (organization_id, id, event_id, is_open, freed_first,
        gives_at_once, offer_minutes, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(is_open)s, %(freed_first)s,
        %(gives_at_once)s, %(offer_minutes)s, 1)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET is_open = EXCLUDED.is_open,
        freed_first = EXCLUDED.freed_first, gives_at_once = EXCLUDED.gives_at_once,
        offer_minutes = EXCLUDED.offer_minutes, version = session_waitlist_settings.version + 1
"""
CLEAR_OVERRIDES: Final = """
    DELETE FROM session_waitlist_overrides
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
INSERT_OVERRIDE: Final = """
    INSERT INTO session_waitlist_overrides
        (organization_id, id, event_id, session_id, is_open, freed_first, gives_at_once)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(session_id)s, %(is_open)s,
        %(freed_first)s, %(gives_at_once)s)
"""
DUE: Final = """
    SELECT organization_id, id FROM session_waitlist_entries
    WHERE state = 'offered' AND expires_at <= %(now)s ORDER BY expires_at LIMIT %(limit)s
"""
REMIND: Final = """
    SELECT organization_id, id FROM session_waitlist_entries
    WHERE state = 'offered' AND remind_at <= %(now)s ORDER BY remind_at LIMIT %(limit)s
"""
OPEN_EVENTS: Final = """
    SELECT DISTINCT organization_id, event_id FROM session_waitlist_entries
    WHERE state IN ('waiting', 'offered') LIMIT %(limit)s
"""
LENGTHS: Final = """
    SELECT state, count(*) FROM session_waitlist_entries
    WHERE state IN ('waiting', 'offered') GROUP BY state
"""


def get_entry(tx: Transaction, entry_id: UUID) -> SessionEntry:
    """The entry, or SessionEntryNotFound."""
    found = tx.query(ONE, tx.here(id=entry_id), into=SessionEntry)
    if not found:
        raise SessionEntryNotFound
    return found[0]


def find_entry(tx: Transaction, session_id: UUID, ticket_id: UUID) -> SessionEntry | None:
    """The latest entry of a ticket on a session's waitlist, whatever became of it."""
    where = tx.here(session_id=session_id, ticket_id=ticket_id)
    return next(iter(tx.query(OF_TICKET, where, into=SessionEntry)), None)


def list_open_of_tickets(tx: Transaction, ticket_ids: Collection[UUID]) -> list[SessionEntry]:
    return tx.query(OPEN_OF_TICKETS, tx.here(ticket_ids=list(ticket_ids)), into=SessionEntry)


def list_entries(
    tx: Transaction,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None,
    session_id: UUID | None,
) -> list[SessionEntry]:
    """In the order of the queue; one row more than asked for says that a page follows."""
    after = place_in_numbers(request)
    where = tx.here(
        event_id=event_id,
        state=state,
        session_id=session_id,
        after_key=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(OF_EVENT, where, into=SessionEntry)


def list_queue(tx: Transaction, session_id: UUID, *, limit: int) -> list[SessionEntry]:
    """Those who wait for a session, the next first."""
    return tx.query(QUEUE, tx.here(session_id=session_id, limit=limit), into=SessionEntry)


def list_last_offered(tx: Transaction, session_id: UUID, *, limit: int) -> list[SessionEntry]:
    """Open offers of a session, of whoever stands last in the queue first."""
    return tx.query(LAST_OFFERED, tx.here(session_id=session_id, limit=limit), into=SessionEntry)


def list_open_of_session(tx: Transaction, session_id: UUID) -> list[SessionEntry]:
    return tx.query(OPEN_OF_SESSION, tx.here(session_id=session_id), into=SessionEntry)


def count_offered(tx: Transaction, session_id: UUID) -> int:
    """Places of a session that are kept for offers; those who wait are not counted."""
    [(places,)] = tx.query(OFFERED, tx.here(session_id=session_id))
    return int(places)


def count_kept(tx: Transaction, event_id: UUID, ticket_id: UUID | None) -> Mapping[UUID, int]:
    """Places of each session that are not for a ticket: offered ones, and awaited ones."""
    return dict(tx.query(KEPT, tx.here(event_id=event_id, ticket_id=ticket_id)))


def affected_by_sessions(tx: Transaction, session_ids: Collection[UUID]) -> list[AffectedPerson]:
    """Which tickets wait for one of the sessions, or have an offer there."""
    return tx.query(AFFECTED, tx.here(session_ids=list(session_ids)), into=AffectedPerson)


def insert_entry(
    tx: Transaction, event_id: UUID, session_id: UUID, *, ticket_id: UUID, user_id: UUID | None
) -> UUID:
    """Put a ticket at the end of a session's queue; the session is locked."""
    entry_id = new_id()
    place = {"event_id": event_id, "session_id": session_id, "ticket_id": ticket_id}
    tx.query(INSERT, tx.here(id=entry_id, user_id=user_id, **place))
    return entry_id


def mark_offered(
    tx: Transaction,
    entry_id: UUID,
    *,
    expires_at: datetime,
    remind_at: datetime | None,
    offered_by: str,
) -> None:
    values = {"expires_at": expires_at, "remind_at": remind_at, "offered_by": offered_by}
    tx.query(OFFER, tx.here(id=entry_id, **values))


def end(tx: Transaction, entry_id: UUID, state: str) -> None:
    """End an entry that is open; another stays as it is."""
    tx.query(MOVE, tx.here(id=entry_id, state=state))


def mark_taken(tx: Transaction, session_id: UUID, ticket_id: UUID) -> list[tuple[UUID, UUID]]:
    """(entry, event) of the ticket's open entry, which has come to its place."""
    return tx.query(TAKE, tx.here(session_id=session_id, ticket_id=ticket_id))


def requeue(tx: Transaction, entry_id: UUID) -> None:
    """Back to its old place in the queue, without the offer."""
    tx.query(REQUEUE, tx.here(id=entry_id))


def shorten_offers(tx: Transaction, session_id: UUID, at: datetime) -> None:
    """End offers of a session no later than at this moment."""
    tx.query(SHORTEN, tx.here(session_id=session_id, at=at))


def classify(tx: Transaction, entry_id: UUID, *, priority: str, rank: int) -> None:
    tx.query(CLASSIFY, tx.here(id=entry_id, priority=priority, rank=rank))


def hand_over(tx: Transaction, ticket_id: UUID, user_id: UUID | None) -> None:
    """Let entries of a ticket be of the person who holds it now."""
    tx.query(HAND_OVER, tx.here(ticket_id=ticket_id, user_id=user_id))


def mark_reminded(tx: Transaction, entry_id: UUID) -> tuple[UUID, UUID] | None:
    """(event, session) of an offer whose reminder is due, noted as sent; None: none is due."""
    return next(iter(tx.query(REMINDED, tx.here(id=entry_id))), None)


def list_sessions(tx: Transaction, event_id: UUID) -> list[UUID]:
    """The sessions of an event that somebody waits for, in the order of locking."""
    return sorted(each for (each,) in tx.query(SESSIONS, tx.here(event_id=event_id)))


def count_entries(tx: Transaction, event_id: UUID) -> SessionWaitlistFigures:
    """How the waitlists of an event's sessions stand, by session and in all."""
    found: list[dict[str, Any]] = tx.query(FIGURES, tx.here(event_id=event_id), into=dict)
    names = ("waiting", "offered", "offers", "taken", "lapsed")
    sums = {name: sum(each[name] for each in found) for name in names}
    own = ("session_id", "waiting", "offered")
    sessions = [SessionFigures(**{name: each[name] for name in own}) for each in found]
    return SessionWaitlistFigures(**sums, sessions=sessions)


def get_settings(tx: Transaction, event_id: UUID) -> SessionWaitlistSettings:
    """An event's settings; without any, the waitlists of its sessions are closed."""
    found = tx.query(SETTINGS, tx.here(event_id=event_id), into=_settings_of)
    return found[0] if found else SessionWaitlistSettings()


def _settings_of(
    *, sessions: Sequence[Mapping[str, Any]] | None, **columns: Any
) -> SessionWaitlistSettings:
    own = (
        SessionOverride(**{**each, "session_id": UUID(each["session_id"])})
        for each in sessions or ()
    )
    return SessionWaitlistSettings(**columns, sessions=tuple(own))


def save_settings(tx: Transaction, event_id: UUID, new: NewSessionSettings) -> None:
    """Write an event's settings and where its sessions differ."""
    names = ("is_open", "freed_first", "gives_at_once", "offer_minutes")
    said = {name: getattr(new, name) for name in names}
    tx.query(SAVE_SETTINGS, tx.here(id=new_id(), event_id=event_id, **said))
    tx.query(CLEAR_OVERRIDES, tx.here(event_id=event_id))
    for position, each in enumerate(new.sessions):
        own = {"is_open": each.is_open, "freed_first": each.freed_first}
        own |= {"gives_at_once": each.gives_at_once}
        values = tx.here(id=new_id(), event_id=event_id, session_id=each.session_id, **own)
        try:
            tx.query(INSERT_OVERRIDE, values)
        except ForeignKeyViolation as error:
            pointer = f"/sessions/{position}/session_id"
            raise Invalid(FieldError(pointer, "The event has no such session.")) from error


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, entry) of offers whose time ran out; asked by the job."""
    return tx.query(DUE, {"now": tx.now, "limit": limit})


def list_to_remind(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    return tx.query(REMIND, {"now": tx.now, "limit": limit})


def list_open_events(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, event) where anybody waits for a session."""
    return tx.query(OPEN_EVENTS, {"limit": limit})


def count_lengths(tx: Transaction) -> dict[str, int]:
    """Open entries of all organizations by state, for the platform's metrics."""
    return {state: int(number) for state, number in tx.query(LENGTHS)}
