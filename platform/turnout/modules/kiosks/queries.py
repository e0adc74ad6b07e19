"""Every statement of kiosks."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.checkin.sql_fragments import ADMISSIONS
from turnout.modules.kiosks.types import Candidate
from turnout.modules.orders.sql_fragments import BUYERS
from turnout.modules.tickets.sql_fragments import TICKETS

MOST_CANDIDATES: Final = 200
FIND_CANDIDATES: Final = f"""
    SELECT t.ticket_id, t.holder_name AS name, t.ticket_type_id, t.state,
        EXISTS (SELECT FROM {ADMISSIONS} a
            WHERE a.organization_id = t.organization_id AND a.ticket_id = t.ticket_id
                AND a.undone_at IS NULL) AS is_in
    FROM {TICKETS} t
    LEFT JOIN {BUYERS} b ON b.organization_id = t.organization_id AND b.order_id = t.order_id
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND (b.number = %(number)s OR lower(t.holder_email) = %(email)s
            OR lower(b.buyer_email) = %(email)s)
    ORDER BY t.ticket_id LIMIT %(limit)s
"""
IS_IN_BY: Final = f"""
    SELECT EXISTS (SELECT FROM {ADMISSIONS} a
        WHERE a.organization_id = %(organization_id)s AND a.event_id = %(event_id)s
            AND a.ticket_id = %(ticket_id)s AND a.device = %(device)s AND a.undone_at IS NULL)
"""


def find_candidates(tx: Transaction, event_id: UUID, *, number: str, email: str) -> list[Candidate]:
    """The event's tickets of this order, or of whoever has this address."""
    where = tx.here(event_id=event_id, number=number, email=email, limit=MOST_CANDIDATES)
    return tx.query(FIND_CANDIDATES, where, into=Candidate)


def is_in_by(tx: Transaction, event_id: UUID, ticket_id: UUID, *, device: str) -> bool:
    """Whether this device let the ticket in, and nobody took that back."""
    where = tx.here(event_id=event_id, ticket_id=ticket_id, device=device)
    [(is_in,)] = tx.query(IS_IN_BY, where)
    return bool(is_in)
