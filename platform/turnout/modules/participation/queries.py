"""Statements about agendas, places in sessions, favourites and followers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.participation.errors import AgendaNotFound
from turnout.modules.participation.facts import SessionPlacesFreed
from turnout.modules.participation.models import AgendaRow
from turnout.modules.participation.types import Bookmarks
from turnout.modules.programme.api import AffectedPerson

MAKE_AGENDA = """
    INSERT INTO agendas (organization_id, id, event_id, user_id, salt, created_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(user_id)s, %(salt)s, %(now)s)
    ON CONFLICT (organization_id, event_id, user_id) DO NOTHING
"""
FIND_AGENDA = """
    SELECT id FROM agendas WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND user_id = %(user_id)s
"""
PICKED = """
    SELECT session_id FROM agenda_items
    WHERE organization_id = %(organization_id)s AND agenda_id = %(agenda_id)s
"""
PICK = """
    INSERT INTO agenda_items (organization_id, id, agenda_id, session_id, added_at)
    VALUES (%(organization_id)s, %(id)s, %(agenda_id)s, %(session_id)s, %(now)s)
    ON CONFLICT (organization_id, agenda_id, session_id) DO NOTHING RETURNING session_id
"""
DROP = """
    DELETE FROM agenda_items WHERE organization_id = %(organization_id)s
        AND agenda_id = %(agenda_id)s AND session_id = %(session_id)s
    RETURNING session_id
"""
AGENDAS_OF = """
    SELECT organization_id, event_id FROM agendas WHERE user_id = %(user_id)s
"""
PICKED_BY = """
    SELECT a.user_id FROM agenda_items i
    JOIN agendas a ON a.organization_id = i.organization_id AND a.id = i.agenda_id
    WHERE i.organization_id = %(organization_id)s AND i.session_id = %(session_id)s
        AND a.user_id IS NOT NULL
"""


def ensure_agenda(tx: Transaction, event_id: UUID, *, user_id: UUID | None, salt: bytes) -> UUID:
    """The person's agenda of the event, made when there is none; for a guest always a new one."""
    agenda_id = new_id()
    values = _values(tx, id=agenda_id, event_id=event_id, user_id=user_id, salt=salt)
    tx.query(MAKE_AGENDA, values)
    if user_id is not None:
        [agenda_id] = _ids(tx, FIND_AGENDA, event_id=event_id, user_id=user_id)
    return agenda_id


def find_agenda(tx: Transaction, event_id: UUID, user_id: UUID) -> UUID | None:
    """The person's agenda of the event, or None."""
    return next(iter(_ids(tx, FIND_AGENDA, event_id=event_id, user_id=user_id)), None)


def get_agenda(tx: Transaction, agenda_id: UUID) -> AgendaRow:
    row = tx.session.get(AgendaRow, (tx.organization_id, agenda_id))
    if row is None:
        raise AgendaNotFound
    return row


def picked(tx: Transaction, agenda_id: UUID) -> set[UUID]:
    return set(_ids(tx, PICKED, agenda_id=agenda_id))


def pick(tx: Transaction, agenda_id: UUID, session_id: UUID) -> bool:
    """False where it was picked already."""
    return bool(tx.query(PICK, _values(tx, agenda_id=agenda_id, session_id=session_id)))


def drop(tx: Transaction, agenda_id: UUID, session_id: UUID) -> bool:
    """False where it was not picked."""
    return bool(tx.query(DROP, _values(tx, agenda_id=agenda_id, session_id=session_id)))


def list_agendas_of(tx: Transaction, user_id: UUID) -> list[tuple[UUID, UUID]]:
    """(organization, event) of the agendas that a person has; for jobs of the platform."""
    return list(tx.query(AGENDAS_OF, {"user_id": user_id}))


def picked_by(tx: Transaction, event_id: UUID, user_id: UUID) -> set[UUID]:
    """The sessions of an event that a person picked."""
    agenda_id = find_agenda(tx, event_id, user_id)
    return picked(tx, agenda_id) if agenda_id else set()


def users_who_picked(tx: Transaction, session_id: UUID) -> list[UUID]:
    """People with an account who have the session in their agenda."""
    return _ids(tx, PICKED_BY, session_id=session_id)


def _values(tx: Transaction, **more: object) -> dict[str, object]:
    """What most statements take, with a new row's id and time for those that add one."""
    return {"organization_id": tx.organization_id, "id": new_id(), "now": tx.now, **more}


def _ids(tx: Transaction, statement: str, **where: object) -> list[UUID]:
    """The one column of a statement."""
    return [row[0] for row in tx.query(statement, _values(tx, **where))]


ADD = """
    INSERT INTO event_favourites (organization_id, id, user_id, event_id, created_at)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(event_id)s, %(now)s)
    ON CONFLICT (organization_id, event_id, user_id) DO NOTHING
"""
REMOVE = """
    DELETE FROM event_favourites WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND user_id = %(user_id)s
"""
FOLLOW = """
    INSERT INTO event_followers (organization_id, id, user_id, created_at)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(now)s)
    ON CONFLICT (organization_id, user_id) DO NOTHING RETURNING id
"""
UNFOLLOW = """
    DELETE FROM event_followers
    WHERE organization_id = %(organization_id)s AND user_id = %(user_id)s RETURNING id
"""
FAVOURITES = """
    SELECT organization_id, event_id, created_at FROM event_favourites
    WHERE user_id = %(user_id)s ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
FOLLOWED = """
    SELECT organization_id, created_at FROM event_followers
    WHERE user_id = %(user_id)s ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""


BOOKMARKS: Final = """
    SELECT EXISTS (
            SELECT FROM event_favourites WHERE organization_id = %(organization_id)s
                AND user_id = %(user_id)s AND event_id = %(event_id)s) AS saved,
        EXISTS (
            SELECT FROM event_followers WHERE organization_id = %(organization_id)s
                AND user_id = %(user_id)s) AS follows
"""


def find_bookmarks(tx: Transaction, user_id: UUID, event_id: UUID | None) -> Bookmarks:
    """Whether the person keeps the event and follows the organization."""
    [found] = tx.query(BOOKMARKS, _values(tx, user_id=user_id, event_id=event_id), into=Bookmarks)
    return found


def add_favourite(tx: Transaction, event_id: UUID, user_id: UUID) -> None:
    tx.query(ADD, _values(tx, event_id=event_id, user_id=user_id))


def remove_favourite(tx: Transaction, event_id: UUID, user_id: UUID) -> None:
    tx.query(REMOVE, _values(tx, event_id=event_id, user_id=user_id))


def follow(tx: Transaction, user_id: UUID) -> bool:
    """False where the person follows already."""
    return bool(tx.query(FOLLOW, _values(tx, user_id=user_id)))


def unfollow(tx: Transaction, user_id: UUID) -> bool:
    """False where the person did not follow."""
    return bool(tx.query(UNFOLLOW, _values(tx, user_id=user_id)))


def list_favourites(
    tx: Transaction, user_id: UUID, *, limit: int
) -> list[tuple[UUID, UUID, datetime]]:
    """(organization, event, since), the latest first, over all organizations."""
    return [tuple(row) for row in tx.query(FAVOURITES, {"user_id": user_id, "limit": limit})]


def list_followed(tx: Transaction, user_id: UUID, *, limit: int) -> list[tuple[UUID, datetime]]:
    """(organization, since), the latest first."""
    return [tuple(row) for row in tx.query(FOLLOWED, {"user_id": user_id, "limit": limit})]


FOLLOWERS: Final = """
    SELECT user_id FROM event_followers WHERE organization_id = %(organization_id)s
"""
FAVOURITED_BY: Final = """
    SELECT user_id FROM event_favourites
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""


def followers(tx: Transaction) -> list[UUID]:
    """People who follow the organization."""
    return _ids(tx, FOLLOWERS)


def favourited_by(tx: Transaction, event_id: UUID) -> list[UUID]:
    """People who keep the event as a favourite."""
    return _ids(tx, FAVOURITED_BY, event_id=event_id)


AFFECTED: Final = """
    SELECT session_id, ticket_id, NULL::uuid AS user_id, registered_at AS since
    FROM session_registrations
    WHERE organization_id = %(organization_id)s AND session_id = ANY(%(session_ids)s)
    UNION ALL
    SELECT i.session_id, NULL, a.user_id, i.added_at FROM agenda_items i
    JOIN agendas a ON a.organization_id = i.organization_id AND a.id = i.agenda_id
    WHERE i.organization_id = %(organization_id)s AND i.session_id = ANY(%(session_ids)s)
        AND a.user_id IS NOT NULL
"""


def affected_by_sessions(tx: Transaction, session_ids: Collection[UUID]) -> list[AffectedPerson]:
    """Who has a place in one of the sessions, and who picked one; a single statement."""
    return tx.query(AFFECTED, _values(tx, session_ids=list(session_ids)), into=AffectedPerson)


COUNT = """
    SELECT session_id, count(*) FROM session_registrations
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    GROUP BY session_id
"""
COUNT_ONE = """
    SELECT count(*), coalesce(bool_or(ticket_id = %(ticket_id)s::uuid), false)
    FROM session_registrations
    WHERE organization_id = %(organization_id)s AND session_id = %(session_id)s
"""
REGISTER = """
    INSERT INTO session_registrations (organization_id, id, event_id, session_id, ticket_id,
        user_id, registered_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(session_id)s, %(ticket_id)s,
        %(user_id)s, %(now)s)
"""
UNREGISTER = """
    DELETE FROM session_registrations WHERE organization_id = %(organization_id)s
        AND session_id = ANY(%(session_ids)s) AND ticket_id = %(ticket_id)s
    RETURNING event_id, session_id
"""
REGISTERED = """
    SELECT ticket_id FROM session_registrations
    WHERE organization_id = %(organization_id)s AND session_id = %(session_id)s
    ORDER BY id
"""
REGISTERED_OF = """
    SELECT session_id, ticket_id FROM session_registrations
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND ticket_id = ANY(%(ticket_ids)s)
"""
RELEASE = """
    DELETE FROM session_registrations
    WHERE organization_id = %(organization_id)s AND ticket_id = ANY(%(ticket_ids)s)
    RETURNING event_id, session_id
"""


def taken(tx: Transaction, session_id: UUID, ticket_id: UUID) -> tuple[int, bool]:
    """Places that are taken, and whether this ticket has one of them."""
    where = _values(tx, session_id=session_id, ticket_id=ticket_id)
    [[count, has_place]] = tx.query(COUNT_ONE, where)
    return int(count), bool(has_place)


def count_places(tx: Transaction, session_id: UUID) -> int:
    """Places of a session that are taken."""
    [[count, _]] = tx.query(COUNT_ONE, _values(tx, session_id=session_id, ticket_id=None))
    return int(count)


def count_registered(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """Places taken of each session that has any."""
    return dict(tx.query(COUNT, _values(tx, event_id=event_id)))


def register(
    tx: Transaction, event_id: UUID, session_id: UUID, *, ticket_id: UUID, user_id: UUID | None
) -> None:
    place = {"event_id": event_id, "session_id": session_id, "ticket_id": ticket_id}
    tx.query(REGISTER, _values(tx, **place, user_id=user_id))


def unregister(tx: Transaction, ticket_id: UUID, session_ids: Collection[UUID]) -> None:
    """Give the places back that a ticket has in these sessions, and tell of it."""
    where = _values(tx, ticket_id=ticket_id, session_ids=list(session_ids))
    _tell_freed(tx, tx.query(UNREGISTER, where))


def registered_tickets(tx: Transaction, session_id: UUID) -> list[UUID]:
    """In the order in which they registered: whom a check-in list of the session admits."""
    return _ids(tx, REGISTERED, session_id=session_id)


def sessions_of_tickets(
    tx: Transaction, event_id: UUID, ticket_ids: Collection[UUID]
) -> dict[UUID, frozenset[UUID]]:
    """By session, which of these tickets have a place there."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    where = _values(tx, event_id=event_id, ticket_ids=list(ticket_ids))
    for session_id, ticket_id in tx.query(REGISTERED_OF, where):
        found[session_id].add(ticket_id)
    return {session_id: frozenset(tickets) for session_id, tickets in found.items()}


def release_places(tx: Transaction, ticket_ids: list[UUID]) -> None:
    """Give back the places of tickets that are valid no more, and tell of it."""
    _tell_freed(tx, tx.query(RELEASE, _values(tx, ticket_ids=ticket_ids)))


def _tell_freed(tx: Transaction, rows: Iterable[tuple[UUID, UUID]]) -> None:
    freed = Counter((event_id, session_id) for event_id, session_id in rows)
    for (event_id, session_id), places in sorted(freed.items()):
        tx.publish(SessionPlacesFreed(event_id=event_id, session_id=session_id, places=places))
