"""Expiry of orders whose time has run out."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.orders import queries
from turnout.modules.orders.facts import OrderExpired
from turnout.modules.orders.models import OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds, reviews


def list_due(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, order) whose time has run out, oldest first."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, now=tx.now, limit=limit)


def expire_order(ctx: OrganizationContext, order_id: UUID) -> bool:
    """Let a lapsed order go; False when it was paid, prolonged or ended in the meantime.

    A review that nobody decided in time ends as the organizer said. A payment under way keeps the
    order: its time is moved to what the payment's method may take.
    What had been paid goes back, less a deposit that is forfeited.
    """
    with transaction(ctx) as tx:
        order = queries.find_locked(tx, order_id)
        if order is None or order.expires_at is None or order.expires_at > tx.now:
            return False
        if reviews.approve_overdue(tx, order):
            return False
        until = holds.hold_until(tx, order)
        if until is not None and until > tx.now:
            holds.extend_hold(tx, order, until)
            return False
        paid = refunds.retained_amount(tx, order)
        is_awaited = order.state == OrderState.UNDER_REVIEW or order.approved_at is not None
        was_waiting = is_awaited or paid > 0
        holds.close_order(tx, order, Action.EXPIRE, reason="expired")
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
