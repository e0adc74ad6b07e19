"""Payment plans and payment terms of events, agreed plans and instalments of orders."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders.errors import PlanNotFound
from turnout.modules.orders.models import OrderInstalment, OrderPlan, PaymentPlan, PaymentTerms

DUE = """
    SELECT organization_id, id FROM order_parts WHERE remind_at <= %(now)s
    ORDER BY remind_at LIMIT %(limit)s
"""


def list_plans(tx: Transaction, event_id: UUID, *, active_only: bool = False) -> list[PaymentPlan]:
    """By age, the oldest first."""
    statement = select(PaymentPlan).where(
        PaymentPlan.organization_id == tx.organization_id, PaymentPlan.event_id == event_id
    )
    if active_only:
        statement = statement.where(PaymentPlan.is_active)
    return list(tx.session.scalars(statement.order_by(PaymentPlan.id)))


def lock_plan(tx: Transaction, event_id: UUID, plan_id: UUID) -> PaymentPlan:
    """The plan FOR UPDATE, or PlanNotFound."""
    found = tx.session.scalars(
        select(PaymentPlan)
        .where(
            PaymentPlan.organization_id == tx.organization_id,
            PaymentPlan.event_id == event_id,
            PaymentPlan.id == plan_id,
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise PlanNotFound
    return found


def is_used(tx: Transaction, plan_id: UUID) -> bool:
    statement = select(OrderPlan.id).where(
        OrderPlan.organization_id == tx.organization_id, OrderPlan.plan_id == plan_id
    )
    return tx.session.scalars(statement.limit(1)).first() is not None


def delete_plan(tx: Transaction, plan: PaymentPlan) -> None:
    tx.session.delete(plan)
    tx.flush()


def find_terms(tx: Transaction, event_id: UUID, *, lock: bool = False) -> PaymentTerms | None:
    statement = select(PaymentTerms).where(
        PaymentTerms.organization_id == tx.organization_id, PaymentTerms.event_id == event_id
    )
    return tx.session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def find_order_plan(tx: Transaction, order_id: UUID) -> OrderPlan | None:
    """What an order agreed on; its order is locked by whoever changes it."""
    return tx.session.scalars(
        select(OrderPlan).where(
            OrderPlan.organization_id == tx.organization_id, OrderPlan.order_id == order_id
        )
    ).one_or_none()


def list_instalments(tx: Transaction, order_id: UUID) -> Sequence[OrderInstalment]:
    return tx.session.scalars(
        select(OrderInstalment)
        .where(
            OrderInstalment.organization_id == tx.organization_id,
            OrderInstalment.order_id == order_id,
        )
        .order_by(OrderInstalment.position)
    ).all()


def find_instalment(tx: Transaction, part_id: UUID) -> OrderInstalment | None:
    return tx.session.scalars(
        select(OrderInstalment).where(
            OrderInstalment.organization_id == tx.organization_id, OrderInstalment.id == part_id
        )
    ).one_or_none()


def delete_choice(tx: Transaction, order_id: UUID) -> None:
    """Drop a choice that is not in force yet."""
    for table in (OrderInstalment, OrderPlan):
        tx.execute(
            delete(table).where(
                table.organization_id == tx.organization_id, table.order_id == order_id
            )
        )


def list_due_instalments(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, part) whose buyer should be reminded; asked by the reminding job."""
    return [(row[0], row[1]) for row in tx.query(DUE, {"now": now, "limit": limit})]
