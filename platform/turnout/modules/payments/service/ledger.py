"""The ledger: its entries, and what payouts, fees and bank statements book; the platform's fee."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments import ledger_rules, policies
from turnout.modules.payments.errors import NotByHand, PaymentNotFound
from turnout.modules.payments.models import Account, FeeRoute, RefundRow, RefundState, Source
from turnout.modules.payments.provider_objects import ProviderObject, is_manual
from turnout.modules.payments.queries import ledger, payments
from turnout.modules.payments.queries.ledger import NewEntry
from turnout.modules.payments.queries.payments import NamedPayment
from turnout.modules.payments.queries.refunds import (
    find_refund,
    list_manual_refunds,
    list_refunds,
)
from turnout.modules.payments.service.apply_updates import apply_updates
from turnout.modules.payments.types import LedgerPage, PlatformFeeRule, RefundView
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.statements import Expected

RECEIVABLE: Final = Account.PROVIDER_RECEIVABLE
KINDS: Final = {
    "payout": "payout.paid",
    "fee": "provider.fee",
    "adjustment": "provider.adjustment",
}


def get_ledger(
    ctx: OrganizationContext, request: PageRequest, *, payment_id: UUID | None = None
) -> LedgerPage:
    """Read all balances, or those of a payment, and a page of entries, newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        balances = ledger.ledger_balance(tx, payment_id)
        entries = ledger.list_entries(tx, request, payment_id)
    found = page(entries, request, key=lambda entry: (entry.recorded_at.isoformat(), entry.id))
    return LedgerPage(balances=balances, items=found.items, next_cursor=found.next_cursor)


def platform_fee_for(tx: Transaction, amount: Money) -> Money:
    """The platform's share of a payment by the rule that the operator set; nothing without one."""
    rule = ledger.find_platform_fee(tx)
    return Money(ledger_rules.platform_fee(rule, amount) if rule else 0, amount.currency)


def route_of(fee: Money, connection: connections.PaymentConnection | None) -> FeeRoute:
    """How the platform gets its fee: from the provider for connected accounts, else owed."""
    if fee.is_zero:
        return FeeRoute.NONE
    withholds = connection is not None and connection.pays_platform
    return FeeRoute.PROVIDER if withholds else FeeRoute.OWED


def get_platform_fee(ctx: OrganizationContext) -> PlatformFeeRule:
    """Read the platform's fee of an organization, which cannot change it itself."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return ledger.find_platform_fee(tx) or PlatformFeeRule(basis_points=0, fixed={})


def set_platform_fee(ctx: SystemContext, organization_id: UUID, rule: PlatformFeeRule) -> None:
    """Set what the platform takes of payments that are opened from now on; ValueError if absurd."""
    ledger_rules.require_sensible(rule)
    with transaction(ctx) as tx:
        ledger.save_platform_fee(tx, organization_id, rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPayment:
    """A payment of ours beside the provider's objects that we were told of."""

    payment: NamedPayment
    objects: list[ProviderObject]


def list_reported(
    tx: Transaction, connection_id: UUID, refs: Collection[str]
) -> dict[str, ReportedPayment]:
    """The connection's payments among the provider's ids."""
    return _with_objects(tx, payments.list_by_ref(tx, connection_id, refs))


def list_moved(
    tx: Transaction,
    connection_id: UUID,
    *,
    since: datetime,
    until: datetime,
    after: str,
    limit: int,
) -> dict[str, ReportedPayment]:
    """Payments of which money moved in a period, by the provider's id from `after` on."""
    found = payments.list_moved(
        tx, connection_id, since=since, until=until, after=after, limit=limit
    )
    return _with_objects(tx, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """A line of a report that concerns no payment; `kind` is payout, fee or adjustment.

    `gross` is what it did to the provider's balance before the provider's `fee`: a payout is
    negative, and one that is not took money from the bank.
    """

    kind: str
    line_id: str
    gross: Money
    fee: Money
    occurred_at: datetime


def book_line(tx: Transaction, connection_id: UUID, line: ReportedLine) -> bool:
    """Book a payout, fee or adjustment of a report once; False when it was booked before."""
    lines = {RECEIVABLE: (line.gross - line.fee).minor}
    if line.kind == "payout":
        lines |= {Account.BANK: -line.gross.minor, Account.FEES: line.fee.minor}
    elif line.kind == "fee":
        lines |= {Account.FEES: (line.fee - line.gross).minor}
    else:
        lines |= {Account.ADJUSTMENTS: -line.gross.minor, Account.FEES: line.fee.minor}
    if not any(lines.values()):
        return False
    entry = NewEntry(
        kind=KINDS[line.kind],
        source=_source_of(connection_id, line),
        currency=line.gross.currency,
        occurred_at=line.occurred_at,
        lines=lines.items(),
    )
    return ledger.insert_once(tx, entry)


def list_unbooked(
    tx: Transaction, connection_id: UUID, lines: Collection[ReportedLine]
) -> list[ReportedLine]:
    """List those of these lines that the ledger has no entry for."""
    there = ledger.list_posted(tx, [_source_of(connection_id, each) for each in lines])
    moving = (each for each in lines if each.gross.minor or each.fee.minor)
    return [each for each in moving if _source_of(connection_id, each) not in there]


def _source_of(connection_id: UUID, line: ReportedLine) -> str:
    if line.kind == "payout":
        return f"{connection_id}:payout:{line.line_id}"
    return f"{connection_id}:line:{line.line_id}"


def take_report(tx: Transaction, payment_id: UUID, updates: Collection[Update]) -> None:
    """Apply a report's updates to a payment, such as a fee that no webhook told."""
    apply_updates(tx, payments.lock_payment(tx, payment_id), tuple(updates), source=Source.REPORT)


def repair_ledger(tx: Transaction, payment_id: UUID) -> None:
    """Repair a payment and its ledger from its facts, which never change."""
    payment = payments.lock_payment(tx, payment_id)
    apply_updates(tx, payment, (), source=Source.POLL, is_decided=True)


def _with_objects(tx: Transaction, found: list[NamedPayment]) -> dict[str, ReportedPayment]:
    objects = payments.list_provider_objects(tx, [each.id for each in found])
    return {
        each.provider_ref: ReportedPayment(payment=each, objects=objects[each.id])
        for each in found
        if each.provider_ref is not None
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentToMatch:
    """A payment as an adapter is asked to recognize it in a statement."""

    payment_id: UUID
    connection_id: UUID | None
    expected: Expected


def list_to_match(
    tx: Transaction, connection_id: UUID, refs: Collection[str]
) -> list[PaymentToMatch]:
    """The connection's payments among these references."""
    return _to_match(tx, payments.list_by_ref(tx, connection_id, refs))


def find_to_match(tx: Transaction, payment_id: UUID) -> PaymentToMatch | None:
    """One payment; None when it is not there or was never asked for."""
    found = payments.find_named(tx, payment_id)
    return next(iter(_to_match(tx, [found] if found else [])), None)


def apply_line(tx: Transaction, payment_id: UUID, update: Update) -> None:
    """Apply a statement's line to its payment; applied again, it changes nothing.

    The money is at the bank already: nobody owes it any more. A transfer that a person had seen
    before the line is booked there.
    """
    payment = payments.lock_payment(tx, payment_id)
    apply_updates(tx, payment, (update,), source=Source.STATEMENT)
    if payment.connection_id is None:
        return
    is_out = update.kind is FactKind.REFUND_SUCCEEDED
    moved = -update.amount.minor if is_out else update.amount.minor
    ledger.insert_once(
        tx,
        NewEntry(
            kind="transfer.sent" if is_out else "transfer.received",
            source=f"{payment.connection_id}:statement:{update.delivery_id}",
            currency=update.amount.currency,
            occurred_at=update.occurred_at,
            lines=((Account.BANK, moved), (RECEIVABLE, -moved)),
            payment_id=payment_id,
        ),
    )


def mark_refund_sent(tx: Transaction, payment_id: UUID, refund_id: UUID) -> RefundView:
    """Mark a refund as sent at the bank by a person; marked again, nothing changes.

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
        told = _refund_sent(payment.provider_ref or "", refund, tx)
        apply_updates(tx, payment, (told,), source=Source.STATEMENT)
    return RefundView.of(refund)


def assume_refunded(tx: Transaction, refund_id: UUID) -> UUID:
    """Apply to a refund what its provider would tell when it succeeds; the payment's id.

    For rehearsals, which are rolled back. The provider's own fee for it is not known before.
    """
    refund = find_refund(tx, refund_id)
    if refund is None:
        raise PaymentNotFound
    payment = payments.lock_payment(tx, refund.payment_id)
    refund.provider_ref = refund.provider_ref or f"assumed:{refund.id}"
    told = _refund_sent(payment.provider_ref or "", refund, tx)
    apply_updates(tx, payment, (told,), source=Source.STATEMENT)
    return payment.id


def _refund_sent(provider_ref: str, refund: RefundRow, tx: Transaction) -> Update:
    return Update(
        delivery_id=f"sent:{refund.id}",
        provider_ref=provider_ref,
        kind=FactKind.REFUND_SUCCEEDED,
        object_id=refund.provider_ref or "",
        amount=Money(refund.amount_minor, refund.currency),
        occurred_at=tx.now,
        reference=str(refund.payment_id),
    )


def _to_match(tx: Transaction, found: list[NamedPayment]) -> list[PaymentToMatch]:
    sent = list_manual_refunds(tx, [each.id for each in found])
    return [
        PaymentToMatch(
            payment_id=each.id,
            connection_id=each.connection_id,
            expected=Expected(
                provider_ref=each.provider_ref,
                amount=Money(each.amount_minor, each.currency),
                reference=str(each.id),
                refunds=tuple(sent[each.id]),
            ),
        )
        for each in found
        if each.provider_ref is not None
    ]


def without_refunds(payment: PaymentToMatch, shown: Collection[str]) -> PaymentToMatch:
    """Leave out manual refunds that a statement line has shown already."""
    kept = tuple(each for each in payment.expected.refunds if each.object_id not in shown)
    return replace(payment, expected=replace(payment.expected, refunds=kept))


def lock_for_line(tx: Transaction, payment_id: UUID) -> None:
    """Lock a payment; statement lines are locked after their payment, never before."""
    payments.lock_payment(tx, payment_id)
