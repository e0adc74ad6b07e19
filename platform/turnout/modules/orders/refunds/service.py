"""Refunds: request, retry and settle them; send back what was paid too much."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.observability.metrics import counter
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.orders import policies, queries, rules
from turnout.modules.orders.errors import NotRefundable, RefundPreviewOutdated
from turnout.modules.orders.models import (
    OrderRefundRow,
    OrderReturnRow,
    OrderRow,
    OrderState,
    RefundState,
    ReviewState,
)
from turnout.modules.orders.refunds import queries as stored
from turnout.modules.orders.refunds import rules as refund_rules
from turnout.modules.orders.refunds.rules import RefundBalance
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds
from turnout.modules.orders.terms.service import find_agreed_plan
from turnout.modules.orders.types import RefundReason, RefundRequested
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets
from turnout_sdk.money import Money

ENDED = (OrderState.EXPIRED, OrderState.CANCELLED)
ON_THEIR_WAY = (RefundState.REQUESTED, RefundState.SETTLED)
"""Not in the order's amounts yet; what a person saw to another way never will be."""
FAILURES = counter(
    "turnout_order_refund_failures",
    "Refunds of orders that failed, by what follows",
    follows=("asked again", "left to a person"),
)
NOT_NOW = (payments.Disputed, payments.TooMuchToRefund)
"""The money is at the buyer's bank, or lies in another payment by now."""


def refund_order(
    ctx: OrganizationContext,
    order_id: UUID,
    *,
    amount_minor: int | None,
    reason: str,
    return_id: UUID | None = None,
    preview_token: str | None = None,
) -> RefundRequested:
    """Ask money back, in full without an amount. A full refund voids the tickets at once.

    With a return it pays for these tickets, at most what is still missing of their money. The
    provider is asked by a worker afterwards; the order's money state follows its answer. With the
    token of a preview it is refused when the order is not as the preview saw it.
    """
    policies.require_can_refund(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        asked = refund_in(
            tx,
            order_id,
            amount_minor=amount_minor,
            reason=reason,
            return_id=return_id,
            preview_token=preview_token,
        )
        idempotency.complete(tx, asked)
        return asked


def refund_in(
    tx: Transaction,
    order_id: UUID,
    *,
    amount_minor: int | None = None,
    reason: str,
    return_id: UUID | None = None,
    preview_token: str | None = None,
) -> RefundRequested:
    """The same in the caller's transaction: for jobs, and for previews that roll it back."""
    order = queries.lock_order(tx, order_id)
    policies.require_can_refund(tx.ctx, order.event_id)
    left, most = _refundable(tx, order, return_id)
    amount = most if amount_minor is None else amount_minor
    if preview_token is not None:
        _require_as_previewed(tx, order, preview_token, amount_minor=amount)
    payment = _payment_holding(tx, order, amount)
    if payment is None or not 0 < amount <= most:
        raise NotRefundable(refundable_minor=max(most, 0), currency=order.currency)
    ends = amount == left and rules.ORDER_TABLE.can(OrderState(order.state), Action.CANCEL)
    purpose = RefundReason(reason, return_id, is_owed=ends or return_id is not None)
    asked = request_refund(tx, order, payment.id, amount, purpose=purpose)
    if ends:
        holds.close_order(tx, order, Action.CANCEL, reason="refunded")
    return asked


def places_of(tx: Transaction, order_id: UUID) -> dict[UUID, int]:
    """The places that an order's lines were sold with, less returned units: pool → places."""
    return holds.reserved_quantities(tx, queries.find_order(tx, order_id))


def preview_token_of(
    tx: Transaction, order_id: UUID, *, amount_minor: int | None, return_id: UUID | None
) -> str:
    """The token of a refund of the order as it stands; without an amount of what is left."""
    order = queries.lock_order(tx, order_id)
    _, most = _refundable(tx, order, return_id)
    amount = most if amount_minor is None else amount_minor
    return refund_rules.preview_token(_basis(tx, order, amount_minor=amount))


def _refundable(tx: Transaction, order: OrderRow, return_id: UUID | None) -> tuple[int, int]:
    """What is left of the order's money, and how much of it may be asked for."""
    left = retained_amount(tx, order)
    if return_id is None:
        return left, left
    return left, min(left, _unrefunded_of_return(tx, order, return_id))


def _require_as_previewed(
    tx: Transaction, order: OrderRow, token: str, *, amount_minor: int
) -> None:
    """Raise RefundPreviewOutdated, which names what changed; Invalid for another text."""
    changed = refund_rules.changed_since(token, _basis(tx, order, amount_minor=amount_minor))
    if changed is None:
        raise Invalid(FieldError("/preview_token", "This is no token of a preview."))
    if changed:
        raise RefundPreviewOutdated(changed=changed)


def _basis(tx: Transaction, order: OrderRow, *, amount_minor: int) -> refund_rules.Basis:
    """What a refund of this amount rests on."""
    held = payments.list_held(tx, order.id)
    return {
        "amount_minor": amount_minor,
        "state": order.state,
        "money_state": order.money_state,
        "paid_minor": order.paid_minor,
        "refunded_minor": order.refunded_minor,
        "retained_minor": retained_amount(tx, order),
        "payments": sorted((str(each), held) for each, held in held.items()),
        "tickets": sorted(str(each.id) for each in tickets.list_of(tx, order.id) if each.is_valid),
    }


def retained_amount(tx: Transaction, order: OrderRow) -> int:
    """Minor units that are here to stay: paid, and neither returned nor asked back."""
    asked = stored.requested_amount(tx, order.id, states=ON_THEIR_WAY)
    return order.paid_minor - order.refunded_minor - asked


def refund_balance_of(tx: Transaction, order: OrderRow) -> RefundBalance:
    """Return what an order owes its buyer, by the facts that the order has handled.

    What was asked back is looked at only where some of that failed.
    """
    released, has_failed = stored.refund_state(tx, order.id)
    owed = RefundBalance(
        paid=order.paid_minor,
        kept=retained_amount(tx, order),
        due=_amount_due(tx, order, released=released),
    )
    return _with_requests(tx, order, owed) if has_failed else owed


def _with_requests(tx: Transaction, order: OrderRow, owed: RefundBalance) -> RefundBalance:
    """Add the requested refunds and the returns; payments know first which refunds failed."""
    rows = stored.list_refunds(tx, order.id)
    failed = payments.failed_among(tx, [row.refund_id for row in rows])
    returns = stored.list_returns(tx, [order.id])
    return replace(
        owed,
        parts=[stored.to_refund_request(row, has_failed=row.refund_id in failed) for row in rows],
        returns={row.id: row.amount_minor for row in returns},
    )


def refund_overpayment(
    tx: Transaction,
    order: OrderRow,
    *,
    reason: str = "no places were left for it",
    return_row: OrderReturnRow | None = None,
) -> None:
    """A confirmed order keeps its total, one that ended nothing but a deposit that was forfeited.

    What came last goes back first; `return_row` is what it pays for, where that is known. An
    order that is not decided yet keeps what it has. Of what payments send back by themselves, or
    somebody at the provider, only the rest is asked for. What failed is asked for again when its
    time has come, and not at all where the provider refused.
    """
    state = OrderState(order.state)
    if state is OrderState.CONFIRMED and order.refunded_minor == order.paid_minor > 0:
        holds.close_order(tx, order, Action.CANCEL, reason="refunded")
        return
    if state is not OrderState.CONFIRMED and state not in ENDED:
        return
    owed = refund_balance_of(tx, order)
    if owed.refundable <= 0:
        return
    held = payments.list_held(tx, order.id)
    owed = replace(_with_requests(tx, order, owed), kept=min(owed.kept, sum(held.values())))
    not_yet_requested = owed.not_yet_requested
    retry_refunds(tx, order, owed, held=held)
    if return_row is not None:
        mine = min(not_yet_requested, return_row.amount_minor)
        refund_amount(tx, order, mine, purpose=RefundReason(reason, return_row.id))
        not_yet_requested -= mine
    refund_amount(tx, order, not_yet_requested, purpose=RefundReason(reason))


def refund_amount(
    tx: Transaction, order: OrderRow, amount_minor: int, *, purpose: RefundReason
) -> int:
    """Request refunds over this amount, of what was paid last first; returns what is left over.

    What a provider sends back goes before what a person has to hand out.
    """
    if amount_minor <= 0:
        return 0
    held = payments.list_held(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    newest = sorted(
        every,
        key=lambda view: (view.connection_id is not None, view.settled_at or view.opened_at),
        reverse=True,
    )
    shares = refund_rules.allocate(
        amount_minor,
        {
            each.id: held[each.id]
            for each in newest
            if each.id in held and each.dispute not in ("open", "lost")
        },
        [stored.to_refund_request(row) for row in stored.list_refunds(tx, order.id)],
    )
    for payment_id, share in shares.items():
        request_refund(tx, order, payment_id, share, purpose=purpose)
    return amount_minor - sum(shares.values())


def request_refund(
    tx: Transaction, order: OrderRow, payment_id: UUID, amount_minor: int, *, purpose: RefundReason
) -> RefundRequested:
    row_id = new_id()
    refund_id = payments.request_refund(
        tx,
        payment_id=payment_id,
        amount=Money(amount_minor, order.currency),
        reason=purpose.reason,
        key=str(row_id),
    )
    row = OrderRefundRow(
        id=row_id,
        order_id=order.id,
        payment_id=payment_id,
        refund_id=refund_id,
        amount_minor=amount_minor,
        state=RefundState.REQUESTED.value,
        requested_at=tx.now,
        attempts=1,
        **attributes_of(purpose),
    )
    tx.add(row)
    tx.flush()
    return from_attributes(RefundRequested, row, currency=order.currency)


def _unrefunded_of_return(tx: Transaction, order: OrderRow, return_id: UUID) -> int:
    """Return the part of a return's amount that was neither refunded nor is being refunded."""
    return_row = stored.get_return(tx, order.id, return_id)
    mine = [row for row in stored.list_refunds(tx, order.id) if row.return_id == return_row.id]
    live = sum(row.amount_minor for row in mine if stored.to_refund_request(row).is_live)
    return return_row.amount_minor - live


def _amount_due(tx: Transaction, order: OrderRow, *, released: int) -> int:
    """Return the amount that an order may keep; one that is not decided yet keeps all."""
    if order.state == OrderState.CONFIRMED:
        return order.total_minor - released
    if order.state == OrderState.CANCELLED:
        return order.retained_minor
    if order.state != OrderState.EXPIRED:
        return order.paid_minor
    if order.review_state == ReviewState.OPEN and order.review_by is not None:
        return 0  # all was paid, and nobody decided: that is not the buyer's delay
    agreed = find_agreed_plan(tx, order.id)
    return agreed.forfeited_deposit(order.paid_minor - order.refunded_minor) if agreed else 0


def _payment_holding(tx: Transaction, order: OrderRow, amount: int) -> payments.PaymentView | None:
    """The newest payment that still holds the amount; an older one may have been paid late."""
    held = payments.list_held(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    return next((each for each in every if held.get(each.id, 0) >= amount), None)


def record_successes(tx: Transaction, order_id: UUID) -> None:
    """Note of every refund of the order whether it succeeded: its own fact may still be on the way.

    Payments sum up all that went back; what is called requested as well would be taken off twice.
    """
    every = stored.list_refunds(tx, order_id)
    requested = [row.refund_id for row in every if row.state == RefundState.REQUESTED]
    for refund_id in payments.succeeded_among(tx, requested) if requested else ():
        record_refund_outcome(tx, refund_id, state=RefundState.SUCCEEDED)


def record_refund_outcome(
    tx: Transaction, refund_id: UUID, *, state: RefundState, is_refused: bool = False
) -> None:
    """A refund that somebody made at the provider is not in our list; nothing to note then.

    One that is owed and failed is asked for again later, unless the provider refused for good or
    it was tried often enough. Voided tickets stay void. What failed did not succeed, whichever is
    heard last.
    """
    ours = stored.find_refund(tx, refund_id)
    if ours is None or ours.state in (RefundState.FAILED, RefundState.SETTLED):
        return
    ours.state, ours.ask_again_at = state.value, None
    if state is RefundState.FAILED:
        if ours.is_owed:
            ours.ask_again_at = refund_rules.next_retry_at(
                attempts=ours.attempts, is_refused=is_refused, now=tx.now
            )
        FAILURES.add(follows="asked again" if ours.ask_again_at else "left to a person")
    tx.flush()


def retry_refunds(
    tx: Transaction, order: OrderRow, owed: RefundBalance, *, held: Mapping[UUID, int]
) -> None:
    """Ask once more for what failed and whose time has come, of the same payments.

    The order is locked, and what is asked for is under way from then on: nothing is asked twice.
    The provider sees a key of its own for each time, since the one before was answered.
    """
    rows = {row.id: row for row in stored.list_refunds(tx, order.id)} if owed.parts else {}
    left = dict(held)
    for part, amount in owed.due_retries(tx.now):
        payment_id = part.payment_id
        if payment_id is None or left.get(payment_id, 0) < amount:
            continue
        with suppress(*NOT_NOW):
            _retry(tx, rows[part.id], payment_id, Money(amount, order.currency))
            left[payment_id] -= amount


def settle_refunds(tx: Transaction, order_id: UUID, *, return_id: UUID | None) -> None:
    """A person saw to what failed, for a return or for none: it is not owed any more.

    Who calls has asked whether they may.
    """
    order = queries.find_locked(tx, order_id)
    if order is None:
        return
    for row in stored.list_refunds(tx, order.id):
        if row.return_id == return_id and stored.to_refund_request(row).is_outstanding:
            row.state, row.ask_again_at = RefundState.SETTLED.value, None
    tx.flush()


def _retry(tx: Transaction, row: OrderRefundRow, payment_id: UUID, amount: Money) -> None:
    attempts = row.attempts + 1
    row.refund_id = payments.request_refund(
        tx, payment_id=payment_id, amount=amount, reason=row.reason, key=f"{row.id}:{attempts}"
    )
    row.attempts, row.amount_minor = attempts, amount.minor
    row.state, row.ask_again_at = RefundState.REQUESTED.value, None
    tx.flush()
