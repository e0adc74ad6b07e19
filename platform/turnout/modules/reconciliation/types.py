"""Values of reconciliation: statement lines, payouts, differences, runs and findings."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from marshmallow import fields

from turnout.kernel.http.answers import one_of, response
from turnout.kernel.values import from_attributes
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation.models import (
    FindingState,
    LineState,
    PaymentStatementLineRow,
    ReconciliationFindingRow,
    ReconciliationRow,
)
from turnout_sdk.money import Money


class Kind(StrEnum):
    """Stable names of differences; each says in `SAYS` what it means for a person."""

    ORDER_PAID = "order_paid"
    ORDER_REFUNDED = "order_refunded"
    NOT_CONFIRMED = "not_confirmed"
    MONEY_WITHOUT_ORDER = "money_without_order"
    KEPT_TOO_MUCH = "kept_too_much"
    RETURN_NOT_PAID = "return_not_paid"
    REFUND_REFUSED = "refund_refused"
    REFUND_UNANSWERED = "refund_unanswered"
    TICKETS = "tickets"
    STOCK = "stock"
    PAYMENT_COLLECTED = "payment_collected"
    PAYMENT_REFUNDED = "payment_refunded"
    LEDGER_COLLECTED = "ledger_collected"
    LEDGER_REFUNDED = "ledger_refunded"
    LEDGER_FEES = "ledger_fees"
    LEDGER_DISPUTES = "ledger_disputes"
    LEDGER_RECEIVABLE = "ledger_receivable"
    LEDGER_UNBALANCED = "ledger_unbalanced"
    PROVIDER_UNKNOWN = "provider_unknown"
    PROVIDER_NOT_TOLD = "provider_not_told"
    PROVIDER_MISSING = "provider_missing"
    PROVIDER_AMOUNT = "provider_amount"
    PROVIDER_CURRENCY = "provider_currency"
    PROVIDER_FEE = "provider_fee"
    REPORT_NOT_BOOKED = "report_not_booked"


SAYS: Final[dict[Kind, str]] = {
    Kind.ORDER_PAID: "The order does not show what its payments collected.",
    Kind.ORDER_REFUNDED: "The order does not show what its payments gave back.",
    Kind.NOT_CONFIRMED: "The order is paid and has no tickets.",
    Kind.MONEY_WITHOUT_ORDER: "A payment collected money for an order that is not there.",
    Kind.KEPT_TOO_MUCH: "Money that is not due was neither given back nor asked back.",
    Kind.RETURN_NOT_PAID: "Tickets were given back and their money was not.",
    Kind.REFUND_REFUSED: "Money that is owed was refused, and is not asked back again by itself.",
    Kind.REFUND_UNANSWERED: "The provider has not answered for days whether it gives money back.",
    Kind.TICKETS: "The valid tickets are not as many as the places.",
    Kind.STOCK: "A pool does not count as taken what its orders and holds take.",
    Kind.PAYMENT_COLLECTED: "The payment does not show the collected money that it was told of.",
    Kind.PAYMENT_REFUNDED: "The payment does not show the returned money that it was told of.",
    Kind.LEDGER_COLLECTED: "The ledger does not show what the payment collected.",
    Kind.LEDGER_REFUNDED: "The ledger does not show what the payment gave back.",
    Kind.LEDGER_FEES: "The ledger does not show the fees of the payment.",
    Kind.LEDGER_DISPUTES: "The ledger does not show what disputes took.",
    Kind.LEDGER_RECEIVABLE: "The ledger does not show what the provider owes for the payment.",
    Kind.LEDGER_UNBALANCED: "Entries of the ledger do not add up: somebody changed them.",
    Kind.PROVIDER_UNKNOWN: "The provider's report names a payment that we do not know.",
    Kind.PROVIDER_NOT_TOLD: "The provider's report shows money of which we were never told.",
    Kind.PROVIDER_MISSING: "We were told of money that the provider's report does not show.",
    Kind.PROVIDER_AMOUNT: "The provider's report shows another amount.",
    Kind.PROVIDER_CURRENCY: "The provider's report shows another currency.",
    Kind.PROVIDER_FEE: "The provider's report shows another fee.",
    Kind.REPORT_NOT_BOOKED: "The ledger lacks a payout, a fee or an adjustment of the report.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two books that disagree; amounts in minor units of `currency`, counts for tickets.

    `name` tells differences of one kind and payment apart: an account, an object of the provider.
    """

    kind: Kind
    order_id: UUID | None = None
    payment_id: UUID | None = None
    expected: int
    found: int
    currency: str = ""
    name: str = ""
    connection_id: UUID | None = None

    @property
    def says(self) -> str:
        return SAYS[self.kind]

    @property
    def subject(self) -> str:
        """The same difference has the same subject in every run."""
        parts = (self.order_id, self.payment_id, self.connection_id, self.name)
        return "/".join(str(part) for part in parts if part)


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
    state: Annotated[str, one_of(LineState)]
    payment_id: UUID | None
    reason: str
    imported_at: datetime
    settled_at: datetime | None

    @classmethod
    def of(cls, row: PaymentStatementLineRow) -> Self:
        return from_attributes(cls, row)


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
    difference: Annotated[str | None, one_of(Kind, allow_none=True)]


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
    kind: Annotated[str, one_of(Kind)]
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
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A difference that a reconciliation left to a person."""

    kind: Annotated[str, one_of(Kind)]
    id: UUID
    says: str
    subject: Annotated[str, "What it is about, the same in every run."]
    order_id: UUID | None
    payment_id: UUID | None
    connection_id: UUID | None
    currency: str
    expected: int
    found: int
    state: Annotated[str, one_of(FindingState)]
    first_seen_at: datetime
    last_seen_at: datetime
    settled_at: datetime | None
    settled_by: str
    reason: str

    @classmethod
    def of(cls, row: ReconciliationFindingRow) -> Self:
        return from_attributes(cls, row, says=SAYS[Kind(row.kind)])


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
