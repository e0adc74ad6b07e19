"""Statements about what becomes of an event's orders."""

from uuid import UUID

from sqlalchemy import select, update

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.models import OrderActionRow

DUE = """
    SELECT organization_id, id FROM event_order_actions
    WHERE due_at <= %(now)s ORDER BY due_at LIMIT %(limit)s
"""


def list_order_actions(tx: Transaction, event_id: UUID) -> list[OrderActionRow]:
    found = select(OrderActionRow).where(
        OrderActionRow.organization_id == tx.organization_id, OrderActionRow.event_id == event_id
    )
    return list(tx.session.scalars(found.order_by(OrderActionRow.id.desc()).limit(100)))


def list_due(tx: Transaction, limit: int) -> list[tuple[UUID, UUID]]:
    """Of every organization."""
    return [tuple(row) for row in tx.query(DUE, {"now": tx.now, "limit": limit})]


def find(tx: Transaction, order_action_id: UUID) -> OrderActionRow | None:
    return tx.session.get(OrderActionRow, (tx.organization_id, order_action_id))


def find_latest(tx: Transaction, event_id: UUID) -> OrderActionRow | None:
    found = select(OrderActionRow).where(
        OrderActionRow.organization_id == tx.organization_id, OrderActionRow.event_id == event_id
    )
    return tx.session.scalars(found.order_by(OrderActionRow.id.desc()).limit(1)).one_or_none()


def claim(tx: Transaction, order_action_id: UUID) -> OrderActionRow | None:
    """Locked; None when it is through, or another transaction works on it."""
    found = select(OrderActionRow).where(
        OrderActionRow.organization_id == tx.organization_id,
        OrderActionRow.id == order_action_id,
        OrderActionRow.due_at.is_not(None),
    )
    return tx.session.scalars(found.with_for_update(skip_locked=True)).one_or_none()


def close_open(tx: Transaction, event_id: UUID) -> None:
    """End what is not through yet: what comes now counts."""
    tx.session.execute(
        update(OrderActionRow)
        .where(
            OrderActionRow.organization_id == tx.organization_id,
            OrderActionRow.event_id == event_id,
            OrderActionRow.due_at.is_not(None),
        )
        .values(due_at=None, done_at=tx.now)
    )
