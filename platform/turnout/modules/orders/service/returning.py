"""Money that goes back: because somebody asked, or because it is not owed."""

from dataclasses import dataclass, replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.orders import owing, policies, rules
from turnout.modules.orders.errors import NotRefundable
from turnout.modules.orders.models import Order, OrderRefund, OrderReturn, OrderState, RefundState
from turnout.modules.orders.owing import Owed
from turnout.modules.orders.queries import changing, reading
from turnout.modules.orders.queries import owing as queries
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import asking_again, keeping
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
    return_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a refund is for."""

    reason: str
    return_id: UUID | None = None
    is_owed: bool = True
    """False: the organizer gives it besides."""


def refund_order(
    ctx: OrganizationContext,
    order_id: UUID,
    *,
    amount_minor: int | None,
    reason: str,
    return_id: UUID | None = None,
) -> RefundAsked:
    """Ask money back, in full without an amount. A full refund voids the tickets at once.

    With a return it pays for these tickets, at most what is still missing of their money. The
    provider is asked by a worker afterwards; the order's money state follows its answer.
    """
    policies.require_can_refund(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = changing.lock_order(tx, order_id)
        policies.require_can_refund(ctx, order.event_id)
        left = kept(tx, order)
        most = left if return_id is None else min(left, _missing(tx, order, return_id))
        amount = most if amount_minor is None else amount_minor
        payment = _payment_with(tx, order, amount)
        if payment is None or not 0 < amount <= most:
            raise NotRefundable(refundable_minor=max(most, 0), currency=order.currency)
        ends = amount == left and rules.ORDER_TABLE.can(OrderState(order.state), Action.CANCEL)
        purpose = Purpose(reason, return_id, is_owed=ends or return_id is not None)
        asked = ask_back(tx, order, payment.id, amount, purpose=purpose)
        if ends:
            keeping.end(tx, order, Action.CANCEL, reason="refunded")
        idempotency.complete(tx, asked)
        return asked


def kept(tx: Transaction, order: Order) -> int:
    """Minor units that are here to stay: paid, and neither returned nor asked back."""
    return order.paid_minor - order.refunded_minor - reading.gone_besides(tx, order.id)


def owed_of(tx: Transaction, order: Order) -> Owed:
    """What the order owes its buyer, as far as the order has heard.

    What was asked back is looked at only where some of that failed.
    """
    released, has_failed = queries.standing(tx, order.id)
    owed = Owed(paid=order.paid_minor, kept=kept(tx, order), due=_due(tx, order, released=released))
    return _looked_at(tx, order, owed) if has_failed else owed


def _looked_at(tx: Transaction, order: Order, owed: Owed) -> Owed:
    """With all that was asked back; of what failed, payments know first."""
    rows = queries.list_refunds(tx, order.id)
    failed = payments.failed_among(tx, [row.refund_id for row in rows])
    returns = queries.list_returns(tx, [order.id])
    return replace(
        owed,
        parts=[queries.part_of(row, has_failed=row.refund_id in failed) for row in rows],
        returns={row.id: row.amount_minor for row in returns},
    )


def return_what_is_not_due(
    tx: Transaction,
    order: Order,
    *,
    reason: str = "no places were left for it",
    given_back: OrderReturn | None = None,
) -> None:
    """A confirmed order keeps its total, one that ended nothing but a deposit that was forfeited.

    What came last goes back first; `given_back` is what it pays for, where that is known. An
    order that is not decided yet keeps what it has. Of what payments send back by themselves, or
    somebody at the provider, only the rest is asked for. What failed is asked for again when its
    time has come, and not at all where the provider refused.
    """
    state = OrderState(order.state)
    if state is OrderState.CONFIRMED and order.refunded_minor == order.paid_minor > 0:
        keeping.end(tx, order, Action.CANCEL, reason="refunded")
        return
    if state is not OrderState.CONFIRMED and state not in ENDED:
        return
    owed = owed_of(tx, order)
    if owed.sendable <= 0:
        return
    held = payments.list_held(tx, order.id)
    owed = replace(_looked_at(tx, order, owed), kept=min(owed.kept, sum(held.values())))
    fresh = owed.fresh
    asking_again.ask_again(tx, order, owed, held=held)
    if given_back is not None:
        mine = min(fresh, given_back.amount_minor)
        send_back(tx, order, mine, purpose=Purpose(reason, given_back.id))
        fresh -= mine
    send_back(tx, order, fresh, purpose=Purpose(reason))


def send_back(tx: Transaction, order: Order, amount_minor: int, *, purpose: Purpose) -> int:
    """Ask so much back, of what came last first; what no payment could give is answered."""
    if amount_minor <= 0:
        return 0
    held = payments.list_held(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    newest = sorted(every, key=lambda view: view.settled_at or view.opened_at, reverse=True)
    shares = owing.share_out(
        amount_minor,
        {
            each.id: held[each.id]
            for each in newest
            if each.id in held and each.dispute not in ("open", "lost")
        },
        [queries.part_of(row) for row in queries.list_refunds(tx, order.id)],
    )
    for payment_id, share in shares.items():
        ask_back(tx, order, payment_id, share, purpose=purpose)
    return amount_minor - sum(shares.values())


def ask_back(
    tx: Transaction, order: Order, payment_id: UUID, amount_minor: int, *, purpose: Purpose
) -> RefundAsked:
    row_id = new_id()
    refund_id = payments.request_refund(
        tx,
        payment_id=payment_id,
        amount=Money(amount_minor, order.currency),
        reason=purpose.reason,
        key=str(row_id),
    )
    tx.add(
        OrderRefund(
            id=row_id,
            order_id=order.id,
            payment_id=payment_id,
            refund_id=refund_id,
            amount_minor=amount_minor,
            reason=purpose.reason,
            state=RefundState.REQUESTED.value,
            requested_at=tx.now,
            return_id=purpose.return_id,
            is_owed=purpose.is_owed,
            attempts=1,
        )
    )
    tx.flush()
    return RefundAsked(
        refund_id=refund_id,
        order_id=order.id,
        amount_minor=amount_minor,
        currency=order.currency,
        state=RefundState.REQUESTED.value,
        return_id=purpose.return_id,
    )


def _missing(tx: Transaction, order: Order, return_id: UUID) -> int:
    """What of a return's money neither arrived nor is on its way; it may never have been asked."""
    given_back = queries.get_return(tx, order.id, return_id)
    mine = [row for row in queries.list_refunds(tx, order.id) if row.return_id == given_back.id]
    live = sum(row.amount_minor for row in mine if queries.part_of(row).is_live)
    return given_back.amount_minor - live


def _due(tx: Transaction, order: Order, *, released: int) -> int:
    """What of its money an order may keep; one that is not decided yet keeps all."""
    if order.state == OrderState.CONFIRMED:
        return order.total_minor - released
    if order.state == OrderState.CANCELLED:
        return order.retained_minor
    if order.state != OrderState.EXPIRED:
        return order.paid_minor
    agreed = agreed_of(tx, order.id)
    return agreed.kept_deposit(order.paid_minor - order.refunded_minor) if agreed else 0


def _payment_with(tx: Transaction, order: Order, amount: int) -> payments.PaymentView | None:
    """The newest payment that still holds the amount; an older one may have been paid late."""
    held = payments.list_held(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    return next((each for each in every if held.get(each.id, 0) >= amount), None)
