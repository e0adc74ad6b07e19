"""Values of reconciliation: statement lines, payouts, runs and findings."""

from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from marshmallow import fields, validate

from turnout.kernel.http.answers import response
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation.models import (
    FindingState,
    LineState,
    PaymentStatementLineRow,
    ReconciliationFindingRow,
    ReconciliationRow,
)
from turnout.modules.reconciliation.rules import SAYS, Difference, Kind
from turnout_sdk.money import Money


def _one_of(words: type[StrEnum], **options: Any) -> fields.String:
    every = [each.value for each in words]
    return fields.String(required=True, validate=validate.OneOf(every), **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line of a statement as it will be kept; with the payment that it is certainly for."""

    line_id: str
    booked_on: date
    amount: Money
    text: str
    party: str
    party_account: str
    payment_id: UUID | None = None
    fact_kind: str | None = None
    object_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """A movement at the bank, as a line of a statement told it; minor units of `currency`."""

    component: ClassVar[str] = "AccountingStatementLine"
    id: UUID
    connection_id: UUID
    booked_on: date
    amount_minor: Annotated[int, "Money in is positive."]
    currency: str
    text: str = field(repr=False)
    party: str = field(repr=False)
    party_account: Annotated[str, "Its first and last characters."] = field(repr=False)
    state: Annotated[str, _one_of(LineState)]
    payment_id: UUID | None
    reason: str
    imported_at: datetime
    settled_at: datetime | None

    @classmethod
    def of(cls, row: PaymentStatementLineRow) -> Self:
        return cls(**{each.name: getattr(row, each.name) for each in fields_of(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSum:
    """Another sum came in by this statement than was asked; None missing: another currency."""

    payment_id: UUID
    asked_minor: int
    received_minor: Annotated[int, "By this statement."]
    currency: str
    received_currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReport:
    """The result of importing a statement; counts of lines."""

    lines: int
    known: Annotated[int, "Told by an earlier statement."]
    matched: int
    unmatched: Annotated[int, "Money in that a person has to assign."]
    passed_over: Annotated[int, "Money out that no payment is about; it is not kept."]
    wrong_sums: list[WrongSum]
    is_dry_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRefund(payments.RefundView):
    """A refund that a person sent at the bank."""

    component: ClassVar[str] = "AccountingSentRefund"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """Money that a provider sent to the bank; minor units of `currency`."""

    id: UUID
    connection_id: UUID
    provider_ref: str
    currency: str
    amount_minor: Annotated[int, "Negative: taken from the bank."]
    fee_minor: int
    paid_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutItem:
    """A line of the provider's report, and what of ours it is about."""

    component: ClassVar[str] = "AccountingItem"
    line_id: str
    kind: str
    gross_minor: int
    fee_minor: int
    net_minor: int
    currency: str
    occurred_at: datetime
    provider_ref: str | None
    object_id: str | None
    payment_id: UUID | None
    difference: Annotated[str | None, _one_of(Kind, allow_none=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutDetails:
    """A payout with what it carried."""

    payout: Payout
    items: list[PayoutItem]
    items_net_minor: int
    """The sum of the items; it is the payout's amount where the report is complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """The result of reading a provider's report."""

    items: int
    payouts: Annotated[int, "New ones."]
    booked: Annotated[int, "New entries of the ledger."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDifference:
    """A difference as a report shows it, with what it means for a person."""

    component: ClassVar[str] = "AccountingDifference"
    kind: Annotated[str, _one_of(Kind)]
    says: str
    order_id: UUID | None
    payment_id: UUID | None
    connection_id: UUID | None
    name: Annotated[str, "The account, or the provider's object, that it is about."]
    currency: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of a reconciliation: counts, differences, and how many were repaired."""

    orders: int
    payments: int
    items: Annotated[int, "Lines of the providers' reports."]
    asked: int
    """Payments about which the provider was asked."""
    repaired: int
    differences: Annotated[
        list[Difference], fields.List(fields.Nested(response(ExplainedDifference)), required=True)
    ] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One reconciliation, in numbers."""

    id: UUID
    ran_at: datetime
    is_repairing: bool
    orders: int
    payments: int
    items: int
    asked: int
    repaired: int
    differences: Annotated[int, "Left after repairing."]

    @classmethod
    def of(cls, row: ReconciliationRow) -> Self:
        return cls(**{each.name: getattr(row, each.name) for each in fields_of(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A difference that a reconciliation left to a person."""

    kind: Annotated[str, _one_of(Kind)]
    id: UUID
    says: str
    subject: Annotated[str, "What it is about, the same in every run."]
    order_id: UUID | None
    payment_id: UUID | None
    connection_id: UUID | None
    currency: str
    expected: int
    found: int
    state: Annotated[str, _one_of(FindingState)]
    first_seen_at: datetime
    last_seen_at: datetime
    settled_at: datetime | None
    settled_by: str
    reason: str

    @classmethod
    def of(cls, row: ReconciliationFindingRow) -> Self:
        names = (each.name for each in fields_of(cls) if each.name != "says")
        return cls(**{name: getattr(row, name) for name in names}, says=SAYS[Kind(row.kind)])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """A line of a provider's report as it was kept."""

    line_id: str
    connection_id: UUID
    payout_ref: str | None
    kind: str
    gross_minor: int
    fee_minor: int
    currency: str
    occurred_at: datetime
    provider_ref: str | None
    object_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectSum:
    """The sums of a report's lines about one provider object."""

    kind: str
    provider_ref: str | None
    object_id: str | None
    currency: str
    gross_minor: int
    fee_minor: int
    line_id: str
    """The first of its lines, to name it by."""
    last_at: datetime
