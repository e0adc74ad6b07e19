"""Orders whose time has come: they lapse, or their buyers are reminded."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.orders import plans
from turnout.modules.orders.facts import OrderExpired, OrderPartAwaited
from turnout.modules.orders.models import OrderPart, OrderState
from turnout.modules.orders.queries import changing, reading
from turnout.modules.orders.queries import plans as stored
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import agreeing, keeping, returning


def list_due(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, order) whose time has run out, oldest first."""
    with transaction(ctx) as tx:
        return reading.list_due(tx, now=tx.now, limit=limit)


def expire_order(ctx: OrganizationContext, order_id: UUID) -> bool:
    """Let a lapsed order go; False when it was paid, prolonged or ended in the meantime.

    A payment under way keeps the order: its time is moved to what the payment's method may take.
    What had been paid goes back, less a deposit that is forfeited.
    """
    with transaction(ctx) as tx:
        order = changing.find_locked(tx, order_id)
        if order is None or order.expires_at is None or order.expires_at > tx.now:
            return False
        until = keeping.keep_until(tx, order)
        if until is not None and until > tx.now:
            keeping.prolong(tx, order, until)
            return False
        paid = returning.kept(tx, order)
        was_waiting = order.state == OrderState.UNDER_REVIEW or paid > 0
        keeping.end(tx, order, Action.EXPIRE, reason="expired")
        returning.return_what_is_not_due(tx, order)
        stays = returning.kept(tx, order)
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


def list_due_parts(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, part) whose buyers should be reminded, oldest first."""
    with transaction(ctx) as tx:
        return stored.list_due_parts(tx, now=tx.now, limit=limit)


def remind_of_part(ctx: OrganizationContext, part_id: UUID) -> bool:
    """Announce that a part is due soon, once; False when it was paid or the order ended."""
    with transaction(ctx) as tx:
        part = stored.find_part(tx, part_id)
        order = changing.find_locked(tx, part.order_id) if part else None
        if part is None or order is None or part.remind_at is None or part.remind_at > tx.now:
            return False
        part.remind_at = None
        agreed = agreeing.agreed_of(tx, order.id)
        is_living = order.state == OrderState.AWAITING_PAYMENT
        if agreed is None or not agreed.is_in_force or not is_living:
            return False
        kept = returning.kept(tx, order)
        if _reached(tx, part) <= kept:
            return False
        due = plans.due_now(agreed.parts, paid_minor=kept, now=part.due_at)
        tx.publish(
            OrderPartAwaited(
                order_id=order.id,
                event_id=order.event_id,
                due_minor=due,
                currency=order.currency,
            )
        )
        return True


def _reached(tx: Transaction, part: OrderPart) -> int:
    """Minor units that are paid once this part is."""
    parts = stored.list_parts(tx, part.order_id)
    return sum(each.amount_minor for each in parts if each.position <= part.position)
