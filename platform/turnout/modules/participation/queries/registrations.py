"""Statements about places in sessions with a registration of their own."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.events.api import AffectedPerson

AFFECTED: Final = """
    SELECT session_id, ticket_id, NULL::uuid, registered_at FROM session_registrations
    WHERE organization_id = %(organization_id)s AND session_id = ANY(%(session_ids)s)
    UNION ALL
    SELECT i.session_id, NULL, a.user_id, i.added_at FROM agenda_items i
    JOIN agendas a ON a.organization_id = i.organization_id AND a.id = i.agenda_id
    WHERE i.organization_id = %(organization_id)s AND i.session_id = ANY(%(session_ids)s)
        AND a.user_id IS NOT NULL
"""


def list_affected(tx: Transaction, session_ids: Collection[UUID]) -> list[AffectedPerson]:
    where = {"organization_id": tx.organization_id, "session_ids": list(session_ids)}
    rows = tx.query(AFFECTED, where)
    return [
        AffectedPerson(session_id=session_id, ticket_id=ticket_id, user_id=user_id, since=since)
        for session_id, ticket_id, user_id, since in rows
    ]


COUNT = """
    SELECT session_id, count(*) FROM session_registrations
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    GROUP BY session_id
"""


COUNT_ONE = """
    SELECT count(*), coalesce(bool_or(ticket_id = %(ticket_id)s), false)
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
        AND session_id = %(session_id)s AND ticket_id = %(ticket_id)s
"""


REGISTERED = """
    SELECT ticket_id FROM session_registrations
    WHERE organization_id = %(organization_id)s AND session_id = %(session_id)s
    ORDER BY id
"""


RELEASE = """
    DELETE FROM session_registrations
    WHERE organization_id = %(organization_id)s AND ticket_id = ANY(%(ticket_ids)s)
"""


def taken(tx: Transaction, session_id: UUID, ticket_id: UUID) -> tuple[int, bool]:
    """Places that are taken, and whether this ticket has one of them."""
    where = {
        "organization_id": tx.organization_id,
        "session_id": session_id,
        "ticket_id": ticket_id,
    }
    [[count, has_place]] = tx.query(COUNT_ONE, where)
    return int(count), bool(has_place)


def count_registrations(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """Places taken of each session that has any."""
    return dict(tx.query(COUNT, {"organization_id": tx.organization_id, "event_id": event_id}))


def register(
    tx: Transaction, event_id: UUID, session_id: UUID, *, ticket_id: UUID, user_id: UUID | None
) -> None:
    tx.query(
        REGISTER,
        {
            "organization_id": tx.organization_id,
            "id": new_id(),
            "event_id": event_id,
            "session_id": session_id,
            "ticket_id": ticket_id,
            "user_id": user_id,
            "now": tx.now,
        },
    )


def unregister(tx: Transaction, session_id: UUID, ticket_id: UUID) -> None:
    where = {
        "organization_id": tx.organization_id,
        "session_id": session_id,
        "ticket_id": ticket_id,
    }
    tx.query(UNREGISTER, where)


def registered_tickets(tx: Transaction, session_id: UUID) -> list[UUID]:
    """In the order in which they registered."""
    where = {"organization_id": tx.organization_id, "session_id": session_id}
    return [row[0] for row in tx.query(REGISTERED, where)]


def release(tx: Transaction, ticket_ids: list[UUID]) -> None:
    """Give back the places of tickets that are valid no more."""
    tx.query(RELEASE, {"organization_id": tx.organization_id, "ticket_ids": ticket_ids})
