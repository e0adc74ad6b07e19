"""Payouts, fees and adjustments of providers' reports, booked to the ledger."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments.enums import Account, Source
from turnout.modules.payments.provider_objects import ProviderObject
from turnout.modules.payments.queries import payments, payouts
from turnout.modules.payments.queries.payouts import NamedPayment, ProviderEntry
from turnout.modules.payments.service.apply_updates import apply
from turnout_sdk.money import Money
from turnout_sdk.payments import Update

RECEIVABLE: Final = Account.PROVIDER_RECEIVABLE
KINDS: Final = {
    "payout": "payout.paid",
    "fee": "provider.fee",
    "adjustment": "provider.adjustment",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPayment:
    """A payment of ours beside the provider's objects that we were told of."""

    payment: NamedPayment
    objects: list[ProviderObject]


def list_reported(
    tx: Transaction, connection_id: UUID, refs: Collection[str]
) -> dict[str, ReportedPayment]:
    """The connection's payments among the provider's ids."""
    return _with_things(tx, list(payouts.list_by_ref(tx, connection_id, refs).values()))


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
    found = payouts.list_moved(
        tx, connection_id, since=since, until=until, after=after, limit=limit
    )
    return _with_things(tx, found)


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
    """Book what a line did: money to the bank, a fee, an adjustment; once, False afterwards."""
    lines = {RECEIVABLE: (line.gross - line.fee).minor}
    if line.kind == "payout":
        lines |= {Account.BANK: -line.gross.minor, Account.FEES: line.fee.minor}
    elif line.kind == "fee":
        lines |= {Account.FEES: (line.fee - line.gross).minor}
    else:
        lines |= {Account.ADJUSTMENTS: -line.gross.minor, Account.FEES: line.fee.minor}
    if not any(lines.values()):
        return False
    entry = ProviderEntry(
        kind=KINDS[line.kind],
        source=source_of(connection_id, line),
        currency=line.gross.currency,
        occurred_at=line.occurred_at,
        lines=lines,
    )
    return payouts.insert_entry(tx, entry)


def list_unbooked(
    tx: Transaction, connection_id: UUID, lines: Collection[ReportedLine]
) -> list[ReportedLine]:
    """List those of these lines that the ledger has no entry for."""
    there = payouts.list_posted(tx, [source_of(connection_id, each) for each in lines])
    moving = (each for each in lines if each.gross.minor or each.fee.minor)
    return [each for each in moving if source_of(connection_id, each) not in there]


def source_of(connection_id: UUID, line: ReportedLine) -> str:
    if line.kind == "payout":
        return f"{connection_id}:payout:{line.line_id}"
    return f"{connection_id}:line:{line.line_id}"


def take_report(tx: Transaction, payment_id: UUID, updates: Collection[Update]) -> None:
    """Apply a report's updates to a payment, such as a fee that no webhook told."""
    apply(tx, payments.lock_payment(tx, payment_id), tuple(updates), source=Source.REPORT)


def repair_ledger(tx: Transaction, payment_id: UUID) -> None:
    """Repair a payment and its ledger from its facts, which never change."""
    payment = payments.lock_payment(tx, payment_id)
    apply(tx, payment, (), source=Source.POLL, is_decided=True)


def _with_things(tx: Transaction, found: list[NamedPayment]) -> dict[str, ReportedPayment]:
    objects = payouts.list_provider_objects(tx, [each.id for each in found])
    return {
        each.provider_ref: ReportedPayment(payment=each, objects=objects[each.id])
        for each in found
        if each.provider_ref is not None
    }
