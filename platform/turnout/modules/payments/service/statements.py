"""Payments in bank statements, and refunds that a person sends at the bank."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments.enums import Account, RefundState, Source
from turnout.modules.payments.errors import NotByHand
from turnout.modules.payments.models import RefundRow
from turnout.modules.payments.provider_objects import is_manual
from turnout.modules.payments.queries import payments, payouts
from turnout.modules.payments.queries.payouts import NamedPayment, ProviderEntry
from turnout.modules.payments.queries.refunds import list_refunds
from turnout.modules.payments.service.apply_updates import apply
from turnout.modules.payments.types import RefundView
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.statements import Expected, OpenRefund


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentToMatch:
    """A payment as an adapter is asked to recognize it in a statement."""

    payment_id: UUID
    connection_id: UUID
    expected: Expected


def list_to_match(
    tx: Transaction, connection_id: UUID, refs: Collection[str]
) -> list[PaymentToMatch]:
    """The connection's payments among these references."""
    return _expected(tx, list(payouts.list_by_ref(tx, connection_id, refs).values()))


def find_to_match(tx: Transaction, payment_id: UUID) -> PaymentToMatch | None:
    """One payment; None when it is not there or was never asked for."""
    found = payouts.find_named(tx, payment_id)
    return next(iter(_expected(tx, [found] if found else [])), None)


def apply_line(tx: Transaction, payment_id: UUID, update: Update) -> None:
    """Apply a statement's line to its payment; applied again, it changes nothing.

    The money is at the bank already: nobody owes it any more.
    """
    payment = payments.lock_payment(tx, payment_id)
    apply(tx, payment, (update,), source=Source.STATEMENT)
    is_out = update.kind is FactKind.REFUND_SUCCEEDED
    moved = -update.amount.minor if is_out else update.amount.minor
    payouts.insert_entry(
        tx,
        ProviderEntry(
            kind="transfer.sent" if is_out else "transfer.received",
            source=f"{payment.connection_id}:statement:{update.delivery_id}",
            currency=update.amount.currency,
            occurred_at=update.occurred_at,
            lines={Account.BANK: moved, Account.PROVIDER_RECEIVABLE: -moved},
            payment_id=payment_id,
        ),
    )


def mark_refund_sent(tx: Transaction, payment_id: UUID, refund_id: UUID) -> RefundView:
    """A person sent this refund at the bank: it counts from now on, once.

    NotByHand when the provider carries refunds out itself, or when this one has failed.
    """
    payment = payments.lock_payment(tx, payment_id)
    refunds = {each.id: each for each in list_refunds(tx, payment_id)}
    refund = refunds.get(refund_id)
    if refund is None or not is_manual(refund.provider_ref):
        raise NotByHand
    if refund.state == RefundState.FAILED.value:
        raise NotByHand("This refund has failed; ask for another one.")
    if refund.state != RefundState.SUCCEEDED.value:
        told = _sent(payment.provider_ref or "", refund, tx)
        apply(tx, payment, (told,), source=Source.STATEMENT)
    return RefundView.of(refund)


def _sent(provider_ref: str, refund: RefundRow, tx: Transaction) -> Update:
    return Update(
        delivery_id=f"sent:{refund.id}",
        provider_ref=provider_ref,
        kind=FactKind.REFUND_SUCCEEDED,
        object_id=refund.provider_ref or "",
        amount=Money(refund.amount_minor, refund.currency),
        occurred_at=tx.now,
        reference=str(refund.payment_id),
    )


def _expected(tx: Transaction, found: list[NamedPayment]) -> list[PaymentToMatch]:
    sent = payouts.list_manual_refunds(tx, [each.id for each in found])
    return [
        PaymentToMatch(
            payment_id=each.id,
            connection_id=each.connection_id,
            expected=Expected(
                provider_ref=each.provider_ref,
                amount=Money(each.amount_minor, each.currency),
                reference=str(each.id),
                refunds=tuple(
                    OpenRefund(object_id=object_id, amount=Money(amount, currency))
                    for object_id, amount, currency in sent[each.id]
                ),
            ),
        )
        for each in found
        if each.provider_ref is not None
    ]


def without_refunds(payment: PaymentToMatch, shown: Collection[str]) -> PaymentToMatch:
    """The same payment, without refunds by hand that a line has shown already."""
    kept = tuple(each for each in payment.expected.refunds if each.object_id not in shown)
    return replace(payment, expected=replace(payment.expected, refunds=kept))


def lock_for_line(tx: Transaction, payment_id: UUID) -> None:
    """Lock a payment before the line that will be applied to it: everybody in this order."""
    payments.lock_payment(tx, payment_id)
