"""Use cases of received payments: record money that somebody took, list it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments
from turnout.modules.received_payments import policies, queries
from turnout.modules.received_payments.facts import PaymentReceived
from turnout.modules.received_payments.metrics import RECEIVED
from turnout.modules.received_payments.types import NewReceivedPayment, ReceivedPayment

SKEW: Final = timedelta(minutes=5)
"""The clock of whoever records may be so much ahead."""


def list_received_payments(ctx: OrganizationContext, order_id: UUID) -> list[ReceivedPayment]:
    """What people took for an order, the newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        policies.require_can_read(ctx, orders.get_summary(tx, order_id).event_id)
        return queries.list_received(tx, order_id)


def record_payment(
    ctx: OrganizationContext, order_id: UUID, new: NewReceivedPayment
) -> ReceivedPayment:
    """Record money that somebody took for an order; the order follows in the same commit.

    Paid in full it is confirmed, with its tickets, its mail and its invoice. A lapsed order takes
    its places again: SoldOut when they are gone, and nothing is recorded. What a buyer pays at a
    provider all the same goes back by itself.
    """
    policies.require_can_record(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        received = record_in(tx, order_id, new)
        idempotency.complete(tx, received)
        return received


def record_in(tx: Transaction, order_id: UUID, new: NewReceivedPayment) -> ReceivedPayment:
    """The same in the caller's transaction."""
    event_id = orders.lock_summary(tx, order_id).event_id
    policies.require_can_record(tx.ctx, event_id)
    received_at = new.received_at or tx.now
    if received_at > tx.now + SKEW:
        raise Invalid(FieldError("/received_at", "This time is yet to come.", "too-late"))
    amount = orders.prepare_received(tx, order_id, amount_minor=new.amount_minor)
    order = orders.get_whole_order(tx, order_id)
    payment_id = payments.receive_payment(
        tx,
        reference=order_id,
        amount=amount,
        description=order.number,
        buyer_email=order.buyer_email,
        locale=order.locale,
        method=new.method,
        received_at=received_at,
    )
    received = queries.insert_received(
        tx,
        ReceivedPayment(
            id=new_id(),
            order_id=order_id,
            payment_id=payment_id,
            method=new.method.value,
            amount_minor=amount.minor,
            currency=amount.currency,
            received_at=received_at,
            reference=new.reference.strip(),
            note=new.note.strip(),
            recorded_by=str(tx.ctx.actor),
            recorded_at=tx.now,
        ),
    )
    orders.follow_received(tx, order_id)
    tx.publish(
        PaymentReceived(
            payment_id=payment_id,
            order_id=order_id,
            event_id=event_id,
            method=received.method,
            amount_minor=received.amount_minor,
            currency=received.currency,
        )
    )
    tx.after_commit.append(lambda: RECEIVED.add(method=received.method))
    return received
