"""Values of payments: views of payments, refunds, operations, deliveries and ledger entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar, Self
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.modules.payments import rules
from turnout.modules.payments.models import (
    MAY_STILL_BE_PAID,
    Decision,
    DisputeState,
    OperationState,
    PaymentDeliveryRow,
    PaymentFactRow,
    PaymentOperationRow,
    PaymentRow,
    PaymentState,
    RefundRow,
)
from turnout.modules.payments.provider_objects import is_manual
from turnout.modules.payments.risks import PaymentRisk
from turnout_sdk.money import Money
from turnout_sdk.payments import Flow, NextAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A payment after its start; `pending` without `redirect_url`: ask again soon."""

    state: str
    redirect_url: str | None
    next_action: NextAction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """A payment method offered to a buyer for an amount; it names no adapter."""

    component: ClassVar[str] = "OrdersPaymentMethod"
    connection_id: UUID
    method: str
    title: str
    flow: Annotated[str, one_of(Flow)]
    mode: Annotated[str, "`test` moves no money."]
    longest_pending_seconds: int
    module: Annotated[
        str | None, "Of an `embedded` way: the script of this site that draws its fields."
    ] = None
    """The script at our own origin that draws an embedded method's fields. None: only a shop
    that brings the provider's script can show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFeeRule:
    """The platform's fee of each payment, as the operator set it."""

    component: ClassVar[str] = "PaymentsPlatformFee"
    basis_points: Annotated[int, "Hundredths of a per cent."]
    fixed: Annotated[Mapping[str, int], "Currency → minor units on top."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A payment as members see it; minor units of `currency`."""

    id: UUID
    connection_id: Annotated[UUID | None, "Null: a person took the money; `method` says how."]
    reference: UUID
    state: str
    amount_minor: int
    currency: str
    captured_minor: int
    refunded_minor: int
    disputed_minor: int
    fee_minor: int
    dispute: str | None
    review_reason: Annotated[str | None, "Set while a mismatch keeps the payment from settling."]
    error_code: str | None
    provider_ref: str | None
    opened_at: datetime
    settled_at: datetime | None
    is_open: Annotated[bool, "It may still be paid."]
    description: Annotated[str, "What the provider shows to the buyer: an order's number."] = ""
    buyer_email: Annotated[str, "Empty once the buyer was erased."] = field(default="", repr=False)
    is_live: Annotated[bool, "Its state may still change by itself."] = False
    """The provider or the buyer is at work."""
    method: str | None = None
    authorized_minor: int = 0
    authorized_until: datetime | None = None
    review_decision: Annotated[str | None, one_of(Decision, allow_none=True)] = None
    stray_minor: Annotated[
        int,
        "Lies in another payment of the provider's that names this one; refusing sends it back.",
    ] = 0
    platform_fee_minor: Annotated[
        int, "What the platform takes of it when it is collected in full."
    ] = 0
    risk: Annotated[
        PaymentRisk | None, "What the provider says of the risk of fraud; null: nothing."
    ] = None

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @classmethod
    def of(cls, row: PaymentRow, *, now: datetime) -> Self:
        return from_attributes(
            cls,
            row,
            is_open=rules.is_payable(row, now=now),
            is_live=PaymentState(row.state) in MAY_STILL_BE_PAID,
            risk=PaymentRisk.of(row.risk),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFilter:
    """Which payments a list has; `q` is a number, an address or a provider's name in full."""

    reference: UUID | None = None
    connection_id: UUID | None = None
    state: tuple[str, ...] = ()
    is_held: bool = False
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    q: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A buyer's bank asks money back; what is said here is what the provider told."""

    component: ClassVar[str] = "PaymentsDispute"
    id: UUID
    payment_id: UUID
    reference: Annotated[UUID, "What the payment was opened for: an order's id."]
    description: Annotated[str, "An order's number."]
    connection_id: UUID
    provider_ref: Annotated[str, "What the provider calls the dispute."]
    state: Annotated[str, one_of(DisputeState)]
    amount_minor: int
    currency: str
    reason: Annotated[str, "As the provider words it; empty where it says none."]
    opened_at: datetime
    respond_by: Annotated[
        datetime | None, "Until when evidence has to be with the provider, where it says so."
    ]
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentView(Payment):
    """A payment with what its buyer has to do next."""

    next_action: NextAction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundView:
    """Money on its way back to a buyer."""

    component: ClassVar[str] = "PaymentsRefund"
    id: UUID
    amount_minor: int
    currency: str
    state: str
    reason: str
    error_code: str | None
    requested_at: datetime
    ended_at: datetime | None
    is_manual: Annotated[bool, "A person sends it at the bank; the provider does not."] = False

    @classmethod
    def of(cls, row: RefundRow) -> Self:
        return from_attributes(cls, row, is_manual=is_manual(row.provider_ref))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """An observation of a provider object; `fault` is its mismatch by what is known now."""

    component: ClassVar[str] = "PaymentsFact"
    kind: str
    object_id: str
    amount_minor: int
    currency: str
    fault: str | None
    source: str
    occurred_at: datetime

    @classmethod
    def of(cls, row: PaymentFactRow, *, fault: str | None) -> Self:
        return from_attributes(cls, row, fault=fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """A request to the provider, and how it ended."""

    component: ClassVar[str] = "PaymentsOperation"
    id: UUID
    kind: Annotated[str, one_of(["start", "capture", "void", "refund"])]
    amount_minor: int
    currency: str
    state: Annotated[str, one_of(OperationState)]
    attempts: int
    error: str
    planned_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, row: PaymentOperationRow) -> Self:
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetails:
    """A payment with its refunds and everything that was asked of the provider and heard."""

    payment: Payment
    refunds: list[RefundView]
    facts: list[FactView]
    operations: Annotated[list[OperationView], "What was asked of the provider, oldest first."]
    capturable_minor: Annotated[int, "Authorized and not collected; 0: nothing can be."]
    is_captured_in_parts: Annotated[bool, "The provider collects less than all, too."]
    is_voidable: Annotated[bool, "It can be let go."]
    review_note: Annotated[str | None, "The reason of whoever decided about it."]
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """A webhook of a provider, without its content."""

    component: ClassVar[str] = "PaymentsDelivery"
    id: UUID
    connection_id: UUID
    payment_id: UUID | None
    state: str
    attempts: int
    detail: str
    received_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, row: PaymentDeliveryRow) -> Self:
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedPayment:
    """A payment beside its balances in the ledger, for reconciliation."""

    id: UUID
    reference: UUID
    currency: str
    state: str
    captured_minor: int
    refunded_minor: int
    is_under_review: bool
    booked: dict[str, int]
    """Account → balance over the payment's entries, minor units; debits are positive.

    An account in another currency than the payment's is named with it: `USD:sales`.
    """
    should: dict[str, int]
    """The balances that follow from the payment's observations."""
    told_captured_minor: int
    """The captured amount that follows from the observations."""
    told_refunded_minor: int
    unanswered: tuple[tuple[UUID, int], ...] = ()
    """Refunds, with minor units, that the provider has not answered for days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an account of the ledger holds in one currency."""

    currency: str
    account: str
    balance_minor: Annotated[int, "Debits are positive."]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLineView:
    """One account's part of a ledger entry; debits are positive."""

    component: ClassVar[str] = "PaymentsLedgerLine"
    account: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntryView:
    """One booking in the ledger; its lines sum to zero."""

    component: ClassVar[str] = "PaymentsLedgerEntry"
    id: UUID
    payment_id: UUID | None
    kind: str
    currency: str
    occurred_at: datetime
    recorded_at: datetime
    lines: list[LedgerLineView]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """All balances, and a page of entries."""

    balances: list[Balance]
    items: list[LedgerEntryView]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPayment:
    """A payment by its provider's reference: where it belongs and how it stands, not who paid."""

    component: ClassVar[str] = "PlatformPayment"
    organization_id: UUID
    organization_name: str
    payment_id: UUID
    connection_id: UUID
    provider_ref: str
    state: str
    currency: str
    amount_minor: int
    opened_at: datetime
