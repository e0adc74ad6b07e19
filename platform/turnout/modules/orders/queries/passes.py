"""Events that the passes of an order admit to, and the tickets that they give."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.tx import Transaction, as_json
from turnout.modules.orders.models import OrderPassEvent
from turnout.modules.tickets import api as tickets

SEATS = """
    SELECT a.id, coalesce(p.ticket_type_id, a.ticket_type_id), a.name, a.email, p.event_id
    FROM order_attendees a LEFT JOIN order_pass_events p
        ON p.organization_id = a.organization_id AND p.order_id = a.order_id
        AND p.pass_id = a.ticket_type_id
    WHERE a.organization_id = %(organization_id)s AND a.order_id = %(order_id)s
        AND p.ended_at IS NULL
    ORDER BY a.position, a.id, p.position
"""
UPDATE_DRAWS = """
    UPDATE order_lines SET draws = w.draws
    FROM jsonb_to_recordset(%(lines)s::jsonb) AS w(id uuid, draws jsonb)
    WHERE order_lines.organization_id = %(organization_id)s AND order_lines.id = w.id
"""


def list_seats(tx: Transaction, order_id: UUID, *, buyer_email: str) -> list[tickets.NewTicket]:
    """The tickets that an order gives: one for each attendee, with a pass one for each event."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return [
        tickets.NewTicket(
            attendee_id=attendee_id,
            ticket_type_id=ticket_type_id,
            holder_name=name,
            holder_email=email or buyer_email,
            event_id=event_id,
        )
        for attendee_id, ticket_type_id, name, email, event_id in tx.query(SEATS, where)
    ]


def list_all_entries(tx: Transaction, order_id: UUID) -> Sequence[OrderPassEvent]:
    """The events that the order's passes were sold with, by pass and time; none without passes."""
    return tx.session.scalars(
        select(OrderPassEvent)
        .where(
            OrderPassEvent.organization_id == tx.organization_id,
            OrderPassEvent.order_id == order_id,
        )
        .order_by(OrderPassEvent.pass_id, OrderPassEvent.position)
    ).all()


def list_entries(tx: Transaction, order_id: UUID) -> list[OrderPassEvent]:
    """Those of them to which the passes still admit."""
    return [each for each in list_all_entries(tx, order_id) if each.ended_at is None]


def update_draws(tx: Transaction, draws: Mapping[UUID, Mapping[UUID, int]]) -> None:
    """Write what lines still take (line → pool → places)."""
    lines: list[dict[str, Any]] = [
        {"id": str(line_id), "draws": {str(pool): each for pool, each in taken.items()}}
        for line_id, taken in draws.items()
    ]
    where = {"organization_id": tx.organization_id, "lines": as_json(lines)}
    tx.query(UPDATE_DRAWS, where)
