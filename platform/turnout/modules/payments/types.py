"""Payments as they cross the module's border, and as the parts inside hand them on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Charge, Operation, Refund, Void


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What the buyer does next.

    Go to `redirect_url`, pay in the provider's own fields with `client_token`, or follow
    `instructions`, whose labels and values are shown in their order.
    """

    flow: str
    redirect_url: str | None = None
    client_token: str | None = field(default=None, repr=False)
    client_options: dict[str, str] | None = None
    """What the provider's fields need besides; anybody may read it. `module` is the address of
    the script of ours that draws them, where there is one."""
    instructions: dict[str, str] | None = field(default=None, repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """`redirect_url` is where the buyer goes next; None with `pending`: ask again soon."""

    state: str
    redirect_url: str | None
    next_action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """One way to pay an amount here, for the buyer to choose; it names no adapter."""

    connection_id: UUID
    method: str
    title: str
    flow: str
    mode: str
    """`test` moves no money."""
    longest_pending_seconds: int
    module: str | None = None
    """Of an embedded way: the script of our own origin that draws its fields. None: only a shop
    that brings the provider's script can show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFeeRule:
    """What the platform takes of each payment, as the operator set it."""

    basis_points: int
    """Hundredths of a per cent."""
    fixed: Mapping[str, int]
    """Currency → minor units on top."""


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
    method: str | None = None
    next_action: Action | None = None
    authorized_minor: int = 0
    authorized_until: datetime | None = None
    is_live: bool = False
    """Its state may still change without anybody asking: the provider or the buyer is at work."""
    review_decision: str | None = None
    platform_fee_minor: int = 0
    stray_minor: int = 0
    """Money in another payment of the provider's that names this one; a person sends it back."""

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
class OperationView:
    """A request to the provider: `start`, `capture`, `void` or `refund`, and how it ended."""

    id: UUID
    kind: str
    amount_minor: int
    currency: str
    state: str
    attempts: int
    error: str
    planned_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetails:
    payment: PaymentView
    refunds: list[RefundView]
    facts: list[FactView]
    operations: list[OperationView]


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
    """Account → balance over the payment's entries, minor units; debits are positive.

    An account in another currency than the payment's is named with it: `USD:sales`.
    """
    should: dict[str, int]
    """What these balances should be by the payment's facts."""
    told_captured_minor: int
    """What the payment should show by its facts."""
    told_refunded_minor: int
    unanswered: tuple[tuple[UUID, int], ...] = ()
    """Refunds, with minor units, of which the provider has said nothing for days."""


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
    kind: str
    request: Charge | Refund | Capture | Void
    payment_ref: str | None
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
    may_change: bool = False
    """Refused because of our own settings: once somebody changed them, it may succeed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDelivery:
    """A webhook from the inbox, ready to be read again."""

    id: UUID
    connection_id: UUID
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
