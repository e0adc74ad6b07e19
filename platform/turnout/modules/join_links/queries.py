"""Every statement of personal join links."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.join_links.types import StoredJoinLink
from turnout.modules.tickets.sql_fragments import TICKETS

FIND: Final = """
    SELECT serial, joined_at FROM join_links
    WHERE organization_id = %(organization_id)s AND ticket_id = %(ticket_id)s
"""
SERIALS: Final = """
    SELECT ticket_id, serial FROM join_links
    WHERE organization_id = %(organization_id)s AND ticket_id = ANY(%(ids)s)
"""
RECORD: Final = """
    INSERT INTO join_links (organization_id, id, event_id, ticket_id, serial, joined_at,
        last_joined_at, joins)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_id)s, 0, %(now)s, %(now)s, 1)
    ON CONFLICT (organization_id, ticket_id) DO UPDATE SET
        joined_at = coalesce(join_links.joined_at, EXCLUDED.joined_at),
        last_joined_at = EXCLUDED.last_joined_at, joins = join_links.joins + 1
    RETURNING joins
"""
RENEW: Final = """
    INSERT INTO join_links (organization_id, id, event_id, ticket_id, serial, renewed_at, joins)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_id)s, 1, %(now)s, 0)
    ON CONFLICT (organization_id, ticket_id) DO UPDATE SET
        serial = join_links.serial + 1, renewed_at = EXCLUDED.renewed_at
"""
COUNT: Final = f"""
    SELECT count(*)::int FROM join_links j
    JOIN {TICKETS} t ON t.organization_id = %(organization_id)s AND t.ticket_id = j.ticket_id
        AND t.event_id = j.event_id AND t.state = 'valid'
    WHERE j.organization_id = %(organization_id)s AND j.event_id = %(event_id)s
        AND j.joined_at IS NOT NULL
"""


def get_stored(tx: Transaction, ticket_id: UUID) -> StoredJoinLink:
    """What is kept of a ticket's link; of one that nobody used or renewed, nothing is."""
    found = tx.query(FIND, tx.here(ticket_id=ticket_id), into=StoredJoinLink)
    return next(iter(found), StoredJoinLink())


def list_serials(tx: Transaction, ticket_ids: Collection[UUID]) -> dict[UUID, int]:
    """How often the links of these tickets were renewed; those that never were are left out."""
    return dict(tx.query(SERIALS, tx.here(ids=list(ticket_ids))))


def record_join(tx: Transaction, event_id: UUID, ticket_id: UUID) -> bool:
    """Write down that a ticket joined; whether it was the first time, which one alone is told."""
    values = tx.here(id=new_id(), event_id=event_id, ticket_id=ticket_id)
    [(joins,)] = tx.query(RECORD, values)
    return bool(joins == 1)


def renew(tx: Transaction, event_id: UUID, ticket_id: UUID) -> None:
    tx.query(RENEW, tx.here(id=new_id(), event_id=event_id, ticket_id=ticket_id))


def count_joined(tx: Transaction, event_id: UUID) -> int:
    """How many valid tickets of an event joined online."""
    [(count,)] = tx.query(COUNT, tx.here(event_id=event_id))
    return int(count)
