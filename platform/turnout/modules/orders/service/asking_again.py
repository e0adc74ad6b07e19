"""Refunds that failed: when they are asked for again, and when a person has seen to them."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.observability.metrics import counter
from turnout.modules.orders import owing
from turnout.modules.orders.models import Order, OrderRefund, RefundState
from turnout.modules.orders.owing import Owed
from turnout.modules.orders.queries import changing
from turnout.modules.orders.queries import owing as queries
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

FAILURES = counter(
    "turnout_order_refund_failures",
    "Refunds of orders that failed, by what follows",
    follows=("asked again", "left to a person"),
)
NOT_NOW = (payments.Disputed, payments.TooMuchToRefund)
"""The money is at the buyer's bank, or lies in another payment by now."""


def note_refund(
    tx: Transaction, refund_id: UUID, *, state: RefundState, is_refused: bool = False
) -> None:
    """A refund that somebody made at the provider is not in our list; nothing to note then.

    One that is owed and failed is asked for again later, unless the provider refused for good or
    it was tried often enough. Voided tickets stay void. What failed did not succeed, whichever is
    heard last.
    """
    ours = changing.find_refund(tx, refund_id)
    if ours is None or ours.state in (RefundState.FAILED, RefundState.SETTLED):
        return
    ours.state, ours.ask_again_at = state.value, None
    if state is RefundState.FAILED:
        if ours.is_owed:
            ours.ask_again_at = owing.ask_again_at(
                attempts=ours.attempts, is_refused=is_refused, now=tx.now
            )
        FAILURES.add(follows="asked again" if ours.ask_again_at else "left to a person")
    tx.flush()


def ask_again(tx: Transaction, order: Order, owed: Owed, *, held: Mapping[UUID, int]) -> None:
    """Ask once more for what failed and whose time has come, of the same payments.

    The order is locked, and what is asked for is under way from then on: nothing is asked twice.
    The provider sees a key of its own for each time, since the one before was answered.
    """
    rows = {row.id: row for row in queries.list_refunds(tx, order.id)} if owed.parts else {}
    left = dict(held)
    for part, amount in owed.to_ask_again(tx.now):
        payment_id = part.payment_id
        if payment_id is None or left.get(payment_id, 0) < amount:
            continue
        with suppress(*NOT_NOW):
            _ask(tx, rows[part.id], Money(amount, order.currency))
            left[payment_id] -= amount


def settle_refunds(tx: Transaction, order_id: UUID, *, return_id: UUID | None) -> None:
    """A person saw to what failed, for a return or for none: it is not owed any more.

    Who calls has asked whether they may.
    """
    order = changing.find_locked(tx, order_id)
    if order is None:
        return
    for row in queries.list_refunds(tx, order.id):
        if row.return_id == return_id and queries.part_of(row).is_unmet:
            row.state, row.ask_again_at = RefundState.SETTLED.value, None
    tx.flush()


def _ask(tx: Transaction, row: OrderRefund, amount: Money) -> None:
    if row.payment_id is None:
        return
    attempts = row.attempts + 1
    row.refund_id = payments.request_refund(
        tx, payment_id=row.payment_id, amount=amount, reason=row.reason, key=f"{row.id}:{attempts}"
    )
    row.attempts, row.amount_minor = attempts, amount.minor
    row.state, row.ask_again_at = RefundState.REQUESTED.value, None
    tx.flush()
