"""An order between basket and door: attendees, confirmation, expiry, cancellation."""

from dataclasses import dataclass
from uuid import UUID

from turnout.kernel import clock, idempotency
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.pagination import Page, PageRequest, page
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import policies, rules
from turnout.modules.orders.errors import OrderLapsed, RefundFirst
from turnout.modules.orders.facts import OrderCancelled, OrderConfirmed, OrderExpired
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.queries import changing, reading
from turnout.modules.orders.rules import Action, Guest
from turnout.modules.orders.views import OrderSummary, OrderView
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """None leaves a field as it is; attendees are replaced as a whole."""

    buyer_email: str | None = None
    buyer_name: str | None = None
    locale: str | None = None
    attendees: tuple[Guest, ...] | None = None


def open_order(ctx: PublicContext | OrganizationContext, order_id: UUID) -> OrderView:
    """The whole order, for its buyer or a member who may see orders."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = reading.get_order(tx, order_id)
    policies.require_can_open(ctx, order.event_id)
    return order


def list_orders(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    state: str | None = None,
    text: str | None = None,
) -> Page[OrderSummary]:
    """Newest first; `text` finds a number, an address or part of a name."""
    policies.require_can_list(ctx)
    with transaction(ctx) as tx:
        rows = reading.list_orders(
            tx, request, event_id=event_id, state=state, text=text, only=ctx.event_ids
        )
    return page(rows, request, key=lambda row: (row.placed_at.isoformat(), row.id))


def change_order(
    ctx: PublicContext | OrganizationContext, order_id: UUID, changes: Changes
) -> OrderView:
    """Add buyer and attendees while the order is held; a free order that is complete confirms."""
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        require_alive(order)
        rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)
        if changes.buyer_email is not None:
            order.buyer_email = changes.buyer_email
        if changes.buyer_name is not None:
            order.buyer_name = changes.buyer_name
        if changes.locale is not None:
            order.locale = changes.locale
        if changes.attendees is not None:
            rules.require_fitting(wanted_of(tx, order), changes.attendees)
            changing.replace_attendees(tx, order.id, changes.attendees)
        if order.total_minor == 0 and is_complete(tx, order):
            confirm(tx, order)
        return reading.get_order(tx, order_id)


def confirm(tx: Transaction, order: Order) -> None:
    """Turn the hold into places, issue the tickets, say so. The order is locked by the caller."""
    order.state = rules.ORDER_TABLE.next(OrderState(order.state), Action.CONFIRM)
    if order.hold_id is None or not inventory.commit(tx, order.hold_id):
        # The hold was collected by another buyer's claim a moment ago: ask for the places again.
        inventory.take(tx, pools_of(tx, order))
        order.hold_id = None
    finish_confirmation(tx, order)


def finish_confirmation(tx: Transaction, order: Order) -> None:
    """What every way to a confirmed order ends with."""
    order.confirmed_at = tx.now
    order.expires_at = None
    tickets.issue(
        tx,
        event_id=order.event_id,
        reference=order.id,
        seats=[
            tickets.NewTicket(
                attendee_id=each.id,
                ticket_type_id=each.ticket_type_id,
                holder_name=each.name,
                holder_email=each.email or order.buyer_email,
            )
            for each in changing.list_attendees(tx, order.id)
        ],
    )
    tx.record(OrderConfirmed(order_id=order.id, event_id=order.event_id))


def cancel_order(ctx: PublicContext | OrganizationContext, order_id: UUID) -> OrderView:
    """Give the places back and void the tickets; an order with money in it is refunded instead."""
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        if order.paid_minor > order.refunded_minor:
            raise RefundFirst
        end(tx, order, Action.CANCEL, reason="cancelled")
        tx.record(OrderCancelled(order_id=order.id, event_id=order.event_id))
        view = reading.get_order(tx, order_id)
        idempotency.complete(tx, view)
        return view


def end(tx: Transaction, order: Order, action: Action, *, reason: str) -> None:
    """Leave the living states: give back what the order held or had sold, void its tickets."""
    had_places = order.state == OrderState.CONFIRMED
    order.state = rules.ORDER_TABLE.next(OrderState(order.state), action)
    order.ended_at = tx.now
    order.expires_at = None
    if had_places:
        inventory.give_back(tx, pools_of(tx, order))
        tickets.void(tx, reference=order.id, reason=reason)
    elif order.hold_id is not None:
        inventory.release(tx, order.hold_id, lapsed=action is Action.EXPIRE)


def list_due(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, order) whose time has run out, oldest first."""
    with transaction(ctx) as tx:
        return reading.list_due(tx, now=tx.now, limit=limit)


def expire_order(ctx: OrganizationContext, order_id: UUID) -> bool:
    """Let a lapsed order go; False when it was paid, prolonged or ended in the meantime.

    A payment under way keeps the order: its time is moved to what the payment's method may take.
    """
    with transaction(ctx) as tx:
        order = changing.find_locked(tx, order_id)
        if order is None or order.expires_at is None or order.expires_at > tx.now:
            return False
        until = payments.under_way_until(tx, order.id)
        if until is not None and until > tx.now:
            order.expires_at = until
            if order.hold_id is not None:
                inventory.extend_hold(tx, order.hold_id, until=until)
            return False
        end(tx, order, Action.EXPIRE, reason="expired")
        tx.record(OrderExpired(order_id=order.id, event_id=order.event_id))
        return True


def require_alive(order: Order) -> None:
    lapsed = order.expires_at is not None and order.expires_at <= clock.now()
    if order.state == OrderState.EXPIRED or (lapsed and order.state == OrderState.HELD):
        raise OrderLapsed


def wanted_of(tx: Transaction, order: Order) -> dict[UUID, int]:
    return {line.ticket_type_id: line.quantity for line in changing.list_lines(tx, order.id)}


def pools_of(tx: Transaction, order: Order) -> dict[UUID, int]:
    pools: dict[UUID, int] = {}
    for line in changing.list_lines(tx, order.id):
        pools[line.pool_id] = pools.get(line.pool_id, 0) + line.quantity
    return pools


def is_complete(tx: Transaction, order: Order) -> bool:
    """Whether the buyer can be reached and every ticket has its attendee."""
    guests = guests_of(tx, order)
    return bool(order.buyer_email) and rules.is_complete(wanted_of(tx, order), guests)


def guests_of(tx: Transaction, order: Order) -> tuple[Guest, ...]:
    rows = changing.list_attendees(tx, order.id)
    return tuple(Guest(row.ticket_type_id, row.name, row.email) for row in rows)
