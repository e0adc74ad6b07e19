"""Statements that read who came in: by list, by event, by ticket."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.modules.checkin.types import GateCount, TicketCheckin
from turnout.modules.participation.sql_fragments import SESSIONS_OF_TICKETS

ADMISSIONS: Final = """
    SELECT id, list_id, ticket_id, ticket_type_id, admitted_at, gate, device, method, undone_at,
        undo_reason
    FROM admissions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND (%(list_id)s::uuid IS NULL OR list_id = %(list_id)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (admitted_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY admitted_at DESC, id DESC LIMIT %(limit)s
"""
ADMITTED_AMONG: Final = """
    SELECT DISTINCT ticket_id FROM admissions
    WHERE organization_id = %(organization_id)s AND ticket_id = ANY(%(ticket_ids)s)
        AND undone_at IS NULL
"""
OF_TICKETS: Final = """
    SELECT a.id, a.ticket_id, a.list_id, l.name AS list_name, a.admitted_at, a.gate, a.undone_at
    FROM admissions a
    JOIN checkin_lists l ON l.organization_id = a.organization_id AND l.id = a.list_id
    WHERE a.organization_id = %(organization_id)s AND a.ticket_id = ANY(%(ticket_ids)s)
    ORDER BY a.admitted_at, a.id
"""
COUNT: Final = """
    SELECT list_id, ticket_type_id, gate, count(*) AS entries,
        count(DISTINCT ticket_id) AS people
    FROM admissions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND undone_at IS NULL
    GROUP BY list_id, ticket_type_id, gate
"""
COUNT_OVERRIDES: Final = """
    SELECT list_id, count(*) FROM checkin_overrides
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    GROUP BY list_id
"""
COUNT_REGISTERED: Final = f"""
    SELECT s.list_id, count(DISTINCT g.ticket_id) FROM checkin_list_sessions s
    JOIN checkin_lists l ON l.organization_id = s.organization_id AND l.id = s.list_id
    JOIN {SESSIONS_OF_TICKETS} g
        ON g.organization_id = s.organization_id AND g.session_id = s.session_id
    WHERE s.organization_id = %(organization_id)s AND l.event_id = %(event_id)s
    GROUP BY s.list_id
"""
PEOPLE_INSIDE: Final = """
    SELECT a.event_id, a.ticket_type_id, count(DISTINCT a.ticket_id)::int
    FROM admissions a JOIN checkin_lists l
        ON l.organization_id = a.organization_id AND l.id = a.list_id AND l.is_default
    WHERE a.organization_id = %(organization_id)s AND a.event_id = ANY(%(event_ids)s)
        AND a.undone_at IS NULL
    GROUP BY a.event_id, a.ticket_type_id
"""


def list_admissions(
    tx: Transaction, event_id: UUID, request: PageRequest, *, list_id: UUID | None
) -> list[dict[str, Any]]:
    """Who came in, the latest first, undone entries included; one more says that more follow."""
    after = place_in_time(request)
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "list_id": list_id,
        "after_at": after[0] if after else None,
        "after_id": after[1] if after else None,
        "limit": request.limit + 1,
    }
    return tx.query(ADMISSIONS, parameters, into=dict[str, Any])


def list_admitted(tx: Transaction, ticket_ids: Sequence[UUID]) -> set[UUID]:
    """Find the tickets, of these, that have an admission which was not undone."""
    values = {"organization_id": tx.organization_id, "ticket_ids": list(ticket_ids)}
    return {ticket_id for (ticket_id,) in tx.query(ADMITTED_AMONG, values)}


def list_of_tickets(tx: Transaction, ticket_ids: Sequence[UUID]) -> list[TicketCheckin]:
    """When somebody came in by these tickets, the first time first, undone ones included."""
    values = {"organization_id": tx.organization_id, "ticket_ids": list(ticket_ids)}
    return tx.query(OF_TICKETS, values, into=TicketCheckin)


def people_inside(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, dict[UUID, int]]:
    """How many people are in by the default list of each event that has some, by ticket type."""
    found: dict[UUID, dict[UUID, int]] = {}
    rows = tx.query(PEOPLE_INSIDE, tx.here(event_ids=list(event_ids)))
    for event_id, ticket_type_id, people in rows:
        found.setdefault(event_id, {})[ticket_type_id] = people
    return found


def count_inside(tx: Transaction, event_id: UUID) -> dict[UUID, list[GateCount]]:
    """Count the live admissions of an event by list, each by ticket type and gate."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    found: dict[UUID, list[GateCount]] = {}
    for list_id, count in tx.query(COUNT, where, into=_count):
        found.setdefault(list_id, []).append(count)
    return found


def count_registered(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """How many are registered for a session of each list for sessions that anybody is."""
    return dict(tx.query(COUNT_REGISTERED, tx.here(event_id=event_id)))


def count_overrides(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """How often somebody was let in against a rule, by list."""
    return dict(tx.query(COUNT_OVERRIDES, tx.here(event_id=event_id)))


def _count(list_id: UUID, **columns: Any) -> tuple[UUID, GateCount]:
    return list_id, GateCount(**columns)
