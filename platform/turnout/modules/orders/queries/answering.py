"""What was answered to an event's form."""

from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id

SAVE = """
    INSERT INTO order_answers (organization_id, id, order_id, attendee_id, form_version_id, answers)
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(attendee_id)s, %(form_version_id)s,
        %(answers)s::jsonb)
    ON CONFLICT ON CONSTRAINT uq_order_answers_organization_id_order_id_attendee_id
    DO UPDATE SET form_version_id = excluded.form_version_id, answers = excluded.answers
"""
LIST = """
    SELECT attendee_id, form_version_id, answers FROM order_answers
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""
FORGET = """
    DELETE FROM order_answers
    WHERE organization_id = %(organization_id)s AND attendee_id = %(attendee_id)s
"""
BOUGHT = """
    SELECT l.ticket_type_id, sum(l.quantity - l.returned)::bigint
    FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.event_id = %(event_id)s
        AND lower(o.buyer_email) = lower(%(email)s) AND o.id <> %(except_id)s
        AND o.state NOT IN ('expired', 'cancelled') AND l.ticket_type_id = ANY(%(type_ids)s)
    GROUP BY l.ticket_type_id
"""
QUEUE = """
    SELECT pg_advisory_xact_lock(hashtextextended(
        %(organization_id)s::text || %(event_id)s::text || lower(%(email)s), 0))
"""


def save(
    tx: Transaction,
    order_id: UUID,
    attendee_id: UUID | None,
    *,
    form_version_id: UUID,
    answers: dict[str, Any],
) -> None:
    """Keep the answers of an order (no attendee) or of one attendee, instead of former ones."""
    tx.query(
        SAVE,
        {
            "organization_id": tx.organization_id,
            "id": new_id(),
            "order_id": order_id,
            "attendee_id": attendee_id,
            "form_version_id": form_version_id,
            "answers": as_json(answers),
        },
    )


def list_answers(tx: Transaction, order_id: UUID) -> dict[UUID | None, tuple[UUID, dict[str, Any]]]:
    """Attendee (None: the order itself) → the version that asked, and what was answered."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return {row[0]: (row[1], row[2]) for row in tx.query(LIST, where)}


def forget(tx: Transaction, attendee_id: UUID) -> None:
    """Drop what an attendee answered: somebody else comes instead."""
    tx.query(FORGET, {"organization_id": tx.organization_id, "attendee_id": attendee_id})


def bought_by(
    tx: Transaction, event_id: UUID, email: str, *, type_ids: list[UUID], except_id: UUID
) -> dict[UUID, int]:
    """Units that living orders of an address hold, by ticket type; other buyers of it wait."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "email": email}
    tx.query(QUEUE, where)
    rows = tx.query(BOUGHT, {**where, "type_ids": type_ids, "except_id": except_id})
    return {row[0]: int(row[1]) for row in rows}
