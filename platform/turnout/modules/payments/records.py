"""Payments as they cross the module's border, and as the parts inside hand them on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Operation, Refund


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """`redirect_url` is where the buyer goes next; None with `pending`: ask again soon."""

    state: str
    redirect_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentView:
    id: UUID
    connection_id: UUID
    reference: UUID
    state: str
    amount: Money
    captured_minor: int
    refunded_minor: int
    disputed_minor: int
    fee_minor: int
    dispute: str | None
    review_reason: str | None
    error_code: str | None
    provider_ref: str | None
    opened_at: datetime
    settled_at: datetime | None
    is_open: bool
    """Under way: it may still be paid."""

    @property
    def amount_minor(self) -> int:
        return self.amount.minor

    @property
    def currency(self) -> str:
        return self.amount.currency


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundView:
    id: UUID
    amount_minor: int
    currency: str
    state: str
    reason: str
    error_code: str | None
    requested_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    kind: str
    object_id: str
    amount_minor: int
    currency: str
    fault: str | None
    source: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetails:
    payment: PaymentView
    refunds: list[RefundView]
    facts: list[FactView]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    id: UUID
    connection_id: UUID
    payment_id: UUID | None
    state: str
    attempts: int
    detail: str
    received_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedPayment:
    """A payment beside what the ledger says of it, for whoever compares them."""

    id: UUID
    reference: UUID
    currency: str
    state: str
    captured_minor: int
    refunded_minor: int
    is_under_review: bool
    booked: dict[str, int]
    """Account → balance over the payment's entries, minor units; debits are positive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an account of the ledger holds in one currency; debits are positive."""

    currency: str
    account: str
    balance_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLineView:
    account: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntryView:
    id: UUID
    payment_id: UUID | None
    kind: str
    currency: str
    occurred_at: datetime
    recorded_at: datetime
    lines: list[LedgerLineView]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One operation, read in a transaction and carried out after it."""

    operation_id: UUID
    payment_id: UUID
    connection_id: UUID
    request: Charge | Refund
    is_repeat: bool
    """It may have reached the provider before: ask what became of it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an errand ended; `word` is one of answered, refused, not_sent, busy, unclear."""

    word: str
    operation: Operation | None = None
    code: str = ""
    detail: str = ""
    retry_after_seconds: float | None = None
    longest_pending_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDelivery:
    """A webhook from the inbox, ready to be read again."""

    id: UUID
    connection_id: UUID
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
