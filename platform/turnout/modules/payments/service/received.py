"""Received payments: money that a person took, told and booked as a provider's would be."""

from datetime import datetime
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments.models import PaymentRow, ReceivedBy, Source
from turnout.modules.payments.queries import payments
from turnout.modules.payments.service.apply_updates import apply_updates
from turnout.modules.payments.service.ledger import platform_fee_for, route_of
from turnout.modules.payments.service.payments import untouched_amounts
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update


def receive_payment(
    tx: Transaction,
    *,
    reference: UUID,
    amount: Money,
    description: str,
    buyer_email: str,
    locale: str,
    method: ReceivedBy,
    received_at: datetime,
) -> UUID:
    """Write a payment that is settled: a person has the money. Its id.

    It has no connection. Its refunds wait until somebody says that the money was handed out.
    """
    payment_id = new_id()
    fee = platform_fee_for(tx, amount)
    payment = PaymentRow(
        id=payment_id,
        connection_id=None,
        reference=reference,
        amount_minor=amount.minor,
        currency=amount.currency,
        description=description,
        buyer_email=buyer_email,
        locale=locale,
        return_url="",
        cancel_url="",
        method=method.value,
        capture=True,
        platform_fee_minor=min(fee.minor, amount.minor),
        platform_fee_route=route_of(fee, None).value,
        opened_at=tx.now,
        provider_ref=object_of(payment_id),
        **untouched_amounts(),
    )
    tx.add(payment)
    tx.flush()
    received = Update(
        delivery_id=object_of(payment_id),
        provider_ref=object_of(payment_id),
        kind=FactKind.PAYMENT_SUCCEEDED,
        object_id=object_of(payment_id),
        amount=amount,
        occurred_at=received_at,
        reference=str(payment_id),
    )
    apply_updates(tx, payment, (received,), source=Source.PERSON)
    return payment_id


def list_received(tx: Transaction, payment_id: UUID, amount: Money) -> dict[UUID, str]:
    """The transfers of this amount that people saw for a payment's reference, oldest first.

    Payment → what its money is called.
    """
    reference = payments.get_payment(tx, payment_id).reference
    return {
        each.id: object_of(each.id)
        for each in reversed(payments.list_of_reference(tx, reference))
        if each.connection_id is None
        and each.method == ReceivedBy.TRANSFER.value
        and Money(each.amount_minor, each.currency) == amount
    }


def object_of(payment_id: UUID) -> str:
    """What the money of a received payment is called where a provider has a name for its own."""
    return f"received:{payment_id}"
