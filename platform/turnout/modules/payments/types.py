"""Values of payments: views of payments, refunds, operations, deliveries and ledger entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from turnout.modules.payments import client_tokens, rules
from turnout.modules.payments.enums import MAY_STILL_BE_PAID, PaymentState
from turnout.modules.payments.models import (
    PaymentDeliveryRow,
    PaymentFactRow,
    PaymentOperationRow,
    PaymentRow,
    RefundRow,
)
from turnout_sdk.money import Money
from turnout_sdk.payments import NextAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """`redirect_url` is where the buyer goes next; None with `pending`: ask again soon."""

    state: str
    redirect_url: str | None
    next_action: NextAction | None = None


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
    """The script at our own origin that draws an embedded method's fields. None: only a shop
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
    next_action: NextAction | None = None
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

    @classmethod
    def of(cls, row: PaymentRow, *, now: datetime) -> Self:
        return cls(
            id=row.id,
            connection_id=row.connection_id,
            reference=row.reference,
            state=row.state,
            amount=Money(row.amount_minor, row.currency),
            captured_minor=row.captured_minor,
            refunded_minor=row.refunded_minor,
            disputed_minor=row.disputed_minor,
            fee_minor=row.fee_minor,
            dispute=row.dispute,
            review_reason=row.review_reason,
            error_code=row.error_code,
            provider_ref=row.provider_ref,
            opened_at=row.opened_at,
            settled_at=row.settled_at,
            is_open=rules.is_payable(row, now=now),
            method=row.method,
            next_action=client_tokens.next_action_of(row, now=now),
            authorized_minor=row.authorized_minor,
            authorized_until=row.authorized_until,
            is_live=PaymentState(row.state) in MAY_STILL_BE_PAID,
            review_decision=row.review_decision,
            platform_fee_minor=row.platform_fee_minor,
            stray_minor=row.stray_minor,
        )


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

    @classmethod
    def of(cls, row: RefundRow) -> Self:
        return cls(
            id=row.id,
            amount_minor=row.amount_minor,
            currency=row.currency,
            state=row.state,
            reason=row.reason,
            error_code=row.error_code,
            requested_at=row.requested_at,
            ended_at=row.ended_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    kind: str
    object_id: str
    amount_minor: int
    currency: str
    fault: str | None
    source: str
    occurred_at: datetime

    @classmethod
    def of(cls, row: PaymentFactRow, *, fault: str | None) -> Self:
        """`fault` as it is judged today."""
        return cls(
            kind=row.kind,
            object_id=row.object_id,
            amount_minor=row.amount_minor,
            currency=row.currency,
            fault=fault,
            source=row.source,
            occurred_at=row.occurred_at,
        )


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

    @classmethod
    def of(cls, row: PaymentOperationRow) -> Self:
        return cls(
            id=row.id,
            kind=row.kind,
            amount_minor=row.amount_minor,
            currency=row.currency,
            state=row.state,
            attempts=row.attempts,
            error=row.error,
            planned_at=row.planned_at,
            finished_at=row.finished_at,
        )


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

    @classmethod
    def of(cls, row: PaymentDeliveryRow) -> Self:
        return cls(
            id=row.id,
            connection_id=row.connection_id,
            payment_id=row.payment_id,
            state=row.state,
            attempts=row.attempts,
            detail=row.detail,
            received_at=row.received_at,
            finished_at=row.finished_at,
        )


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
