"""Received payments: which money a person may record for an order, and what becomes of the order.

The payment itself is written between the two, in the same transaction.
"""

from datetime import datetime
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import queries, rules
from turnout.modules.orders.answers import service as answers
from turnout.modules.orders.checkout.channels import SalesChannel
from turnout.modules.orders.errors import (
    ApprovalFirst,
    Incomplete,
    NothingToPay,
    OrderLapsed,
    PaymentUnderWay,
)
from turnout.modules.orders.models import OrderRow, OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds, payment_sync
from turnout.modules.orders.service import orders as life
from turnout.modules.orders.service.payment import (
    abandon_open_payments,
    amount_due,
    awaits_approval,
)
from turnout.modules.orders.terms.service import find_agreed_plan
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

ENDED = (OrderState.EXPIRED, OrderState.CANCELLED)


def prepare_received(tx: Transaction, order_id: UUID, *, amount_minor: int | None) -> Money:
    """Lock an order for money that a person took; without an amount it is what is due now.

    What its payments have told is followed first, so that nothing is recorded that a provider has
    collected. Payments that are merely open are abandoned; PaymentUnderWay while the bank works
    on one. An order that lapsed takes nothing but all that is missing: it needs its places back.
    """
    order = queries.lock_order(tx, order_id)
    payment_sync.sync_in(tx, order_id)
    state = OrderState(order.state)
    if state is OrderState.UNDER_REVIEW:
        raise PaymentUnderWay
    if awaits_approval(order):
        raise ApprovalFirst
    left = order.total_minor - refunds.retained_amount(tx, order)
    is_late = state is OrderState.EXPIRED
    if left <= 0 or not (is_late or rules.ORDER_TABLE.can(state, Action.ASK_PAYMENT)):
        raise NothingToPay
    missing = []
    if order.channel != SalesChannel.BOX_OFFICE:
        missing = answers.missing_answers(tx, order)
    if missing or not life.has_people(tx, order):
        raise Incomplete(missing=missing)
    minor = _amount(tx, order, amount_minor, left=left)
    if is_late:
        _require_revivable(tx, order, is_whole=minor == left)
    live = [each for each in payments.list_payments_of(tx, order.id) if each.is_open]
    abandon_open_payments(tx, order, live)
    return Money(minor, order.currency)


def follow_received(tx: Transaction, order_id: UUID) -> None:
    """Bring the order in line with the money that was recorded; SoldOut when it has no places.

    A part keeps them for as long as a payment that is under way might.
    """
    order = queries.lock_order(tx, order_id)
    if order.state != OrderState.EXPIRED:
        holds.transition(tx, order, Action.ASK_PAYMENT)
    payment_sync.sync_in(tx, order_id)
    if order.state in ENDED:
        lines = queries.list_lines(tx, order_id)
        raise inventory.SoldOut(ticket_types=[str(each.ticket_type_id) for each in lines])
    if order.state == OrderState.AWAITING_PAYMENT and find_agreed_plan(tx, order_id) is None:
        until = tx.now + holds.longest_pending(tx, order)
        holds.extend_hold(tx, order, max(until, order.expires_at or until))


def await_payment(tx: Transaction, order_id: UUID, *, until: datetime) -> None:
    """Keep an order and its places until its buyer has paid, at most until then."""
    order = queries.lock_order(tx, order_id)
    holds.transition(tx, order, Action.ASK_PAYMENT)
    holds.extend_hold(tx, order, until)


def _amount(tx: Transaction, order: OrderRow, wanted: int | None, *, left: int) -> int:
    if wanted is None:
        agreed = find_agreed_plan(tx, order.id)
        is_late = order.state == OrderState.EXPIRED
        return left if is_late else amount_due(tx, order, agreed, everything=False)
    if wanted > left:
        raise Invalid(FieldError("/amount_minor", f"At most {left} is missing.", "too-much"))
    return wanted


def _require_revivable(tx: Transaction, order: OrderRow, *, is_whole: bool) -> None:
    if not is_whole or not payment_sync.takes_place(tx, order):
        raise OrderLapsed
