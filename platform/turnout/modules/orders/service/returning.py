"""Money that goes back: because somebody asked, or because it is not owed."""

from dataclasses import dataclass
from uuid import UUID

from turnout.kernel import idempotency
from turnout.kernel.context import OrganizationContext
from turnout.kernel.ids import new_id
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.orders import policies, rules
from turnout.modules.orders.errors import NotRefundable
from turnout.modules.orders.models import Order, OrderRefund, OrderState
from turnout.modules.orders.queries import changing, giving_back, reading
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import keeping
from turnout.modules.orders.service.agreeing import agreed_of
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

ENDED = (OrderState.EXPIRED, OrderState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsked:
    refund_id: UUID
    order_id: UUID
    amount_minor: int
    currency: str
    state: str


def refund_order(
    ctx: OrganizationContext, order_id: UUID, *, amount_minor: int | None, reason: str
) -> RefundAsked:
    """Ask money back, in full without an amount. A full refund voids the tickets at once.

    The provider is asked by a worker afterwards; the order's money state follows its answer.
    """
    policies.require_can_refund(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = changing.lock_order(tx, order_id)
        policies.require_can_refund(ctx, order.event_id)
        left = kept(tx, order)
        amount = left if amount_minor is None else amount_minor
        payment = _payment_with(tx, order, amount)
        if payment is None or not 0 < amount <= left:
            raise NotRefundable(refundable_minor=max(left, 0), currency=order.currency)
        asked = ask_back(tx, order, payment.id, amount, reason=reason)
        if amount == left and rules.ORDER_TABLE.can(OrderState(order.state), Action.CANCEL):
            keeping.end(tx, order, Action.CANCEL, reason="refunded")
        idempotency.complete(tx, asked)
        return asked


def kept(tx: Transaction, order: Order) -> int:
    """Minor units that are here to stay: paid, and neither returned nor asked back."""
    asked = sum(reading.refunds_under_way(tx, order.id).values())
    return order.paid_minor - order.refunded_minor - asked


def return_what_is_not_due(
    tx: Transaction, order: Order, *, reason: str = "no places were left for it"
) -> None:
    """A confirmed order keeps its total, one that ended nothing but a deposit that was forfeited.

    What came last goes back first. An order that is not decided yet keeps what it has. Of what
    payments send back by themselves, or somebody at the provider, only the rest is asked for.
    """
    state = OrderState(order.state)
    if state is OrderState.CONFIRMED and order.refunded_minor == order.paid_minor > 0:
        keeping.end(tx, order, Action.CANCEL, reason="refunded")
        return
    if state is not OrderState.CONFIRMED and state not in ENDED:
        return
    due = _due(tx, order)
    over = kept(tx, order) - due
    if over > 0:
        here = sum(payments.list_held(tx, order.id).values())
        send_back(tx, order, min(over, here - due), reason=reason)


def send_back(tx: Transaction, order: Order, amount_minor: int, *, reason: str) -> int:
    """Ask so much back, of what came last first; what no payment could give is answered."""
    over, held = amount_minor, payments.list_held(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    for each in sorted(every, key=lambda view: view.settled_at or view.opened_at, reverse=True):
        amount = min(over, held.get(each.id, 0))
        if amount > 0 and each.dispute not in ("open", "lost"):
            ask_back(tx, order, each.id, amount, reason=reason)
            over -= amount
    return max(0, over)


def ask_back(
    tx: Transaction, order: Order, payment_id: UUID, amount_minor: int, *, reason: str
) -> RefundAsked:
    row_id = new_id()
    refund_id = payments.request_refund(
        tx,
        payment_id=payment_id,
        amount=Money(amount_minor, order.currency),
        reason=reason,
        key=str(row_id),
    )
    tx.add(
        OrderRefund(
            id=row_id,
            order_id=order.id,
            payment_id=payment_id,
            refund_id=refund_id,
            amount_minor=amount_minor,
            reason=reason,
            state="requested",
            requested_at=tx.now,
        )
    )
    tx.flush()
    return RefundAsked(
        refund_id=refund_id,
        order_id=order.id,
        amount_minor=amount_minor,
        currency=order.currency,
        state="requested",
    )


def note_refund(tx: Transaction, refund_id: UUID, *, state: str) -> None:
    """A refund that somebody made at the provider is not in our list; nothing to note then.

    A failed one may be asked for again; voided tickets stay void.
    """
    ours = changing.find_refund(tx, refund_id)
    if ours is not None:
        ours.state = state
        tx.flush()


def _due(tx: Transaction, order: Order) -> int:
    if order.state == OrderState.CONFIRMED:
        return order.total_minor - giving_back.sum_released(tx, order.id)
    if order.state == OrderState.CANCELLED:
        return order.retained_minor
    agreed = agreed_of(tx, order.id) if order.state == OrderState.EXPIRED else None
    return agreed.kept_deposit(order.paid_minor - order.refunded_minor) if agreed else 0


def _payment_with(tx: Transaction, order: Order, amount: int) -> payments.PaymentView | None:
    """The newest payment that still holds the amount; an older one may have been paid late."""
    held = payments.list_held(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    return next((each for each in every if held.get(each.id, 0) >= amount), None)
