"""Tables of payments, and the words that they use."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db import TenantRow


class PaymentState(StrEnum):
    PENDING = "pending"
    """Not asked for yet, or being asked for right now."""
    UNKNOWN = "unknown"
    """Asked for; what became of it is being found out."""
    NEEDS_ACTION = "needs_action"
    PROCESSING = "processing"
    """The buyer did their part; the bank has not reported."""
    AUTHORIZED = "authorized"
    SUCCEEDED = "succeeded"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class OperationState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    UNKNOWN = "unknown"
    DONE = "done"
    FAILED = "failed"


class RefundState(StrEnum):
    REQUESTED = "requested"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class DeliveryState(StrEnum):
    RECEIVED = "received"
    DONE = "done"
    IGNORED = "ignored"
    FOREIGN = "foreign"
    DEAD = "dead"


class Source(StrEnum):
    ANSWER = "answer"
    WEBHOOK = "webhook"
    POLL = "poll"


class Account(StrEnum):
    """Debits are positive. What the provider owes us is an asset, what we sold is income."""

    PROVIDER_RECEIVABLE = "provider_receivable"
    SALES = "sales"
    FEES = "fees"
    REFUNDS = "refunds"
    DISPUTES = "disputes"
    DISPUTE_LOSSES = "dispute_losses"
    HELD_FOR_REVIEW = "held_for_review"
    PLATFORM_FEES = "platform_fees"
    BANK = "bank"


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Payment(TenantRow):
    __tablename__ = "payments"
    __table_args__ = (
        Index(
            "uq_payments_organization_id_connection_id_provider_ref",
            "organization_id",
            "connection_id",
            "provider_ref",
            unique=True,
            postgresql_where=text("provider_ref IS NOT NULL"),
        ),
        Index(None, "organization_id", "reference", "opened_at"),
        Index(None, "organization_id", "opened_at", "id"),
        Index(
            "ix_payments_due",
            "organization_id",
            "poll_at",
            postgresql_where=text("poll_at IS NOT NULL"),
        ),
        one_of("state", PaymentState),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("settled_minor BETWEEN 0 AND captured_minor", name="settled"),
        CheckConstraint("refunding_minor BETWEEN 0 AND captured_minor", name="refunding"),
        CheckConstraint("dispute IN ('open', 'won', 'lost')", name="dispute"),
    )

    connection_id: Mapped[UUID]
    reference: Mapped[UUID]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    description: Mapped[str]
    buyer_email: Mapped[str]
    locale: Mapped[str]
    return_url: Mapped[str]
    cancel_url: Mapped[str]
    state: Mapped[str]
    answer_state: Mapped[str]
    """What the provider last answered; counts as long as no fact says more."""
    provider_ref: Mapped[str | None]
    account: Mapped[str | None]
    redirect_url: Mapped[str | None]
    error_code: Mapped[str | None]
    captured_minor: Mapped[int]
    settled_minor: Mapped[int]
    """So much of what was captured has been announced as settled."""
    refunded_minor: Mapped[int]
    refunding_minor: Mapped[int]
    """Sum of our own refunds that have not failed."""
    disputed_minor: Mapped[int]
    fee_minor: Mapped[int]
    dispute: Mapped[str | None]
    review_reason: Mapped[str | None]
    longest_pending_seconds: Mapped[int]
    opened_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    action_expires_at: Mapped[datetime | None]
    pending_since: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    poll_at: Mapped[datetime | None]
    polls: Mapped[int]


class Refund(TenantRow):
    __tablename__ = "refunds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "payment_id"], ["payments.organization_id", "payments.id"]
        ),
        UniqueConstraint("organization_id", "payment_id", "key"),
        Index(
            "uq_refunds_organization_id_payment_id_provider_ref",
            "organization_id",
            "payment_id",
            "provider_ref",
            unique=True,
            postgresql_where=text("provider_ref IS NOT NULL"),
        ),
        one_of("state", RefundState),
        CheckConstraint("amount_minor > 0", name="amount"),
    )

    payment_id: Mapped[UUID]
    key: Mapped[str]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    reason: Mapped[str]
    state: Mapped[str]
    provider_ref: Mapped[str | None]
    error_code: Mapped[str | None]
    requested_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PaymentOperation(TenantRow):
    """One request to a provider, written with its idempotency key before it is sent."""

    __tablename__ = "payment_operations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "payment_id"], ["payments.organization_id", "payments.id"]
        ),
        ForeignKeyConstraint(
            ["organization_id", "refund_id"], ["refunds.organization_id", "refunds.id"]
        ),
        UniqueConstraint("organization_id", "key"),
        Index(None, "organization_id", "payment_id"),
        Index(
            "ix_payment_operations_due",
            "organization_id",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        CheckConstraint("kind IN ('start', 'refund', 'capture', 'void')", name="kind"),
        one_of("state", OperationState),
    )

    payment_id: Mapped[UUID]
    refund_id: Mapped[UUID | None]
    kind: Mapped[str]
    key: Mapped[str]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    error: Mapped[str]
    planned_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    """Set as long as a request may have reached the provider."""
    due_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class PaymentFact(TenantRow):
    """What a provider told, once per (payment, kind, object); never changed."""

    __tablename__ = "payment_facts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "payment_id"], ["payments.organization_id", "payments.id"]
        ),
        UniqueConstraint("organization_id", "payment_id", "kind", "object_id"),
        one_of("source", Source),
    )

    payment_id: Mapped[UUID]
    kind: Mapped[str]
    object_id: Mapped[str]
    provider_ref: Mapped[str]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    fee_minor: Mapped[int | None]
    key: Mapped[str | None]
    code: Mapped[str | None]
    fault: Mapped[str | None]
    """Why it does not fit what was asked for: amount, currency, account or reference."""
    source: Mapped[str]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class PaymentDelivery(TenantRow):
    """A webhook that was verified, exactly as it arrived."""

    __tablename__ = "payment_deliveries"
    __table_args__ = (
        UniqueConstraint("organization_id", "connection_id", "digest"),
        Index(None, "organization_id", "received_at", "id"),
        Index(
            "ix_payment_deliveries_due",
            "organization_id",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        one_of("state", DeliveryState),
    )

    connection_id: Mapped[UUID]
    payment_id: Mapped[UUID | None]
    digest: Mapped[str]
    headers: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    body: Mapped[bytes] = mapped_column(deferred=True)
    state: Mapped[str]
    attempts: Mapped[int]
    detail: Mapped[str]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class LedgerEntry(TenantRow):
    __tablename__ = "ledger_entries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "payment_id"], ["payments.organization_id", "payments.id"]
        ),
        UniqueConstraint("organization_id", "source"),
        Index(None, "organization_id", "recorded_at", "id"),
    )

    payment_id: Mapped[UUID | None]
    kind: Mapped[str]
    source: Mapped[str]
    """What it books, so that nothing is booked twice."""
    currency: Mapped[str]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class LedgerLine(TenantRow):
    __tablename__ = "ledger_lines"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "entry_id"],
            ["ledger_entries.organization_id", "ledger_entries.id"],
        ),
        Index(None, "organization_id", "entry_id"),
        CheckConstraint("amount_minor <> 0", name="amount"),
        one_of("account", Account),
    )

    entry_id: Mapped[UUID]
    account: Mapped[str]
    amount_minor: Mapped[int]
