"""Expiry of orders whose hold has run out, and reminders of instalments."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.orders.facts import InstalmentDue, OrderExpired
from turnout.modules.orders.models import OrderInstalment, OrderState
from turnout.modules.orders.plans import queries as stored
from turnout.modules.orders.plans import rules as plan_rules
from turnout.modules.orders.plans.service import payment_plans
from turnout.modules.orders.queries import order_views, orders
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds, transitions


def list_due(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, order) whose time has run out, oldest first."""
    with transaction(ctx) as tx:
        return order_views.list_due(tx, now=tx.now, limit=limit)


def expire_order(ctx: OrganizationContext, order_id: UUID) -> bool:
    """Let a lapsed order go; False when it was paid, prolonged or ended in the meantime.

    A payment under way keeps the order: its time is moved to what the payment's method may take.
    What had been paid goes back, less a deposit that is forfeited.
    """
    with transaction(ctx) as tx:
        order = orders.find_locked(tx, order_id)
        if order is None or order.expires_at is None or order.expires_at > tx.now:
            return False
        until = holds.hold_until(tx, order)
        if until is not None and until > tx.now:
            holds.extend_hold(tx, order, until)
            return False
        paid = refunds.retained_amount(tx, order)
        was_waiting = order.state == OrderState.UNDER_REVIEW or paid > 0
        transitions.close_order(tx, order, Action.EXPIRE, reason="expired")
        refunds.refund_overpayment(tx, order)
        stays = refunds.retained_amount(tx, order)
        tx.publish(
            OrderExpired(
                order_id=order.id,
                event_id=order.event_id,
                was_waiting=was_waiting,
                returned_minor=paid - stays,
                kept_minor=stays,
            )
        )
        return True


def list_due_instalments(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, part) whose buyers should be reminded, oldest first."""
    with transaction(ctx) as tx:
        return stored.list_due_instalments(tx, now=tx.now, limit=limit)


def remind_of_instalment(ctx: OrganizationContext, part_id: UUID) -> bool:
    """Announce that a part is due soon, once; False when it was paid or the order ended."""
    with transaction(ctx) as tx:
        part = stored.find_instalment(tx, part_id)
        order = orders.find_locked(tx, part.order_id) if part else None
        if part is None or order is None or part.remind_at is None or part.remind_at > tx.now:
            return False
        part.remind_at = None
        agreed = payment_plans.find_agreed_plan(tx, order.id)
        is_living = order.state == OrderState.AWAITING_PAYMENT
        if agreed is None or not agreed.is_in_force or not is_living:
            return False
        kept = refunds.retained_amount(tx, order)
        if _paid_with(tx, part) <= kept:
            return False
        due = plan_rules.due_now(agreed.parts, paid_minor=kept, now=part.due_at)
        tx.publish(
            InstalmentDue(
                order_id=order.id,
                event_id=order.event_id,
                due_minor=due,
                currency=order.currency,
            )
        )
        return True


def _paid_with(tx: Transaction, part: OrderInstalment) -> int:
    """Minor units that are paid once this part is."""
    parts = stored.list_instalments(tx, part.order_id)
    return sum(each.amount_minor for each in parts if each.position <= part.position)
