"""Tables of payments, refunds, operations, facts of providers and deliveries; their states.

The ledger and platform fees have no class: queries speak to them in SQL.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow
from turnout_sdk.payments import Flow


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


MAY_STILL_BE_PAID: Final = frozenset(
    {
        PaymentState.PENDING,
        PaymentState.UNKNOWN,
        PaymentState.NEEDS_ACTION,
        PaymentState.PROCESSING,
        PaymentState.AUTHORIZED,
    }
)


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
    STATEMENT = "statement"
    """A bank statement that somebody brought."""
    REPORT = "report"
    """The provider's own report of what it settled."""
    PERSON = "person"
    """Somebody of the organization, who took the money."""


class ReceivedBy(StrEnum):
    """How a person took money outside any provider: the method of such a payment."""

    CASH = "cash"
    CARD_TERMINAL = "card_terminal"
    TRANSFER = "transfer"
    OTHER = "other"


class Decision(StrEnum):
    """A person's decision about a payment under review."""

    APPROVED = "approved"
    REFUSED = "refused"


class DisputeState(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class FeeRoute(StrEnum):
    """How the platform gets its fee of a payment."""

    NONE = "none"
    PROVIDER = "provider"
    """The provider keeps it back for the platform."""
    OWED = "owed"
    """The organization gets all and owes it."""


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
    """The platform's fees: a cost of the organization."""
    PLATFORM_PAYABLE = "platform_payable"
    """The part of the fees that the organization still owes the platform."""
    BANK = "bank"
    ADJUSTMENTS = "adjustments"
    """Amounts that the provider credited or debited without a payment of ours."""
    CASH = "cash"
    """What people took in cash."""
    CARD_TERMINAL = "card_terminal"
    """What the terminals' acquirer owes us."""
    OTHER_RECEIPTS = "other_receipts"
    """What people took in any other way."""


def where_set(name: str, *columns: str, unique: bool = False) -> Index:
    """An index over the rows whose last column here is not null."""
    where = text(f"{columns[-1]} IS NOT NULL")
    return Index(name, "organization_id", *columns, unique=unique, postgresql_where=where)


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """A reference inside the organization."""
    ends = [f"{table}.organization_id", f"{table}.id"]
    return ForeignKeyConstraint(["organization_id", column], ends)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class PaymentRow(TenantRow):
    __tablename__ = "payments"
    __table_args__ = (
        where_set(
            "uq_payments_organization_id_connection_id_provider_ref",
            "connection_id",
            "provider_ref",
            unique=True,
        ),
        Index(None, "organization_id", "reference", "opened_at"),
        Index(None, "organization_id", "opened_at", "id"),
        where_set("ix_payments_organization_id_provider_ref", "provider_ref"),
        Index(None, "organization_id", "description"),
        Index("ix_payments_buyer_email", "organization_id", text("lower(buyer_email)")),
        where_set("ix_payments_due", "poll_at"),
        one_of("state", PaymentState),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("settled_minor BETWEEN 0 AND captured_minor", name="settled"),
        CheckConstraint("refunding_minor BETWEEN 0 AND captured_minor", name="refunding"),
        one_of("dispute", DisputeState),
        CheckConstraint("platform_fee_minor BETWEEN 0 AND amount_minor", name="platform_fee"),
        one_of("flow", Flow),
        one_of("platform_fee_route", FeeRoute),
        one_of("review_decision", Decision),
        CheckConstraint(
            "connection_id IS NOT NULL OR coalesce(method, '') IN"
            " ('cash', 'card_terminal', 'transfer', 'other')",
            name="received",
        ),
    )

    connection_id: Mapped[UUID | None]
    """None: a person took the money; `method` says how."""
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
    """The provider's last answer; it counts as long as no fact says more."""
    provider_ref: Mapped[str | None]
    ref_is_learned: Mapped[bool]
    """The provider's id came by a webhook before our own answer, which has the last word."""
    account: Mapped[str | None]
    redirect_url: Mapped[str | None]
    error_code: Mapped[str | None]
    captured_minor: Mapped[int]
    settled_minor: Mapped[int]
    """The part of the captured amount that was published as settled."""
    refunded_minor: Mapped[int]
    refunding_minor: Mapped[int]
    """Sum of our own refunds that have not failed."""
    disputed_minor: Mapped[int]
    fee_minor: Mapped[int]
    dispute: Mapped[str | None]
    risk: Mapped[dict[str, Any] | None]
    """What the provider says of the risk of fraud, by all its facts together."""
    review_reason: Mapped[str | None]
    longest_pending_seconds: Mapped[int]
    opened_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    action_expires_at: Mapped[datetime | None]
    pending_since: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    poll_at: Mapped[datetime | None]
    polls: Mapped[int]
    polled_at: Mapped[datetime | None]
    pinged_at: Mapped[datetime | None]
    """The last unsigned word about it that the provider was not asked about yet."""
    method: Mapped[str | None]
    country: Mapped[str | None]
    capture: Mapped[bool]
    """False: the money is only authorized until somebody collects it."""
    flow: Mapped[str | None]
    client_token: Mapped[bytes | None]
    """Sealed, because whoever has it can pay, and read, this one payment."""
    client_options: Mapped[dict[str, Any] | None]
    """Options of the provider's own fields; no secret among them."""
    instructions: Mapped[list[Any] | None]
    """Label and value by turns, in the order in which the buyer reads them."""
    stray_minor: Mapped[int]
    """Misdirected money: in other payments of the provider's that name this one."""
    authorized_minor: Mapped[int]
    authorized_until: Mapped[datetime | None]
    abandoned_at: Mapped[datetime | None]
    """When it was abandoned by whoever opened it."""
    platform_fee_minor: Mapped[int]
    platform_fee_route: Mapped[str]
    review_decision: Mapped[str | None]
    review_note: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_facts: Mapped[list[Any]]
    """Ids of the facts that the person saw who decided."""


class RefundRow(TenantRow):
    __tablename__ = "refunds"
    __table_args__ = (
        refers("payment_id", "payments"),
        UniqueConstraint("organization_id", "payment_id", "key"),
        where_set(
            "uq_refunds_organization_id_payment_id_provider_ref",
            "payment_id",
            "provider_ref",
            unique=True,
        ),
        one_of("state", RefundState),
        CheckConstraint("amount_minor > 0", name="amount"),
    )

    payment_id: Mapped[UUID]
    key: Mapped[str]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    platform_fee_minor: Mapped[int]
    """The part of the platform's fee that the refund gives back."""
    payment_ref: Mapped[str | None]
    """The provider's payment that holds the money, where it is not the one we asked for."""
    reason: Mapped[str]
    state: Mapped[str]
    provider_ref: Mapped[str | None]
    error_code: Mapped[str | None]
    requested_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PaymentOperationRow(TenantRow):
    """One request to a provider, written with its idempotency key before it is sent."""

    __tablename__ = "payment_operations"
    __table_args__ = (
        refers("payment_id", "payments"),
        refers("refund_id", "refunds"),
        UniqueConstraint("organization_id", "key"),
        Index(None, "organization_id", "payment_id"),
        where_set("ix_payment_operations_due", "due_at"),
        CheckConstraint("kind IN ('start', 'refund', 'capture', 'void')", name="kind"),
        one_of("state", OperationState),
    )

    payment_id: Mapped[UUID]
    refund_id: Mapped[UUID | None]
    kind: Mapped[str]
    key: Mapped[str]
    asked_key: Mapped[str | None]
    """The caller's idempotency key of a capture or a void."""
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


class PaymentFactRow(TenantRow):
    """An observation, once per (payment, kind, object, amount and fee); never changed."""

    __tablename__ = "payment_facts"
    __table_args__ = (
        refers("payment_id", "payments"),
        UniqueConstraint(
            "organization_id",
            "payment_id",
            "kind",
            "object_id",
            "variant",
            name="uq_payment_facts_variant",
        ),
        Index(
            "ix_payment_facts_disputes",
            "organization_id",
            "payment_id",
            "object_id",
            postgresql_where=text("kind IN ('dispute.opened', 'dispute.won', 'dispute.lost')"),
        ),
        one_of("source", Source),
    )

    payment_id: Mapped[UUID]
    kind: Mapped[str]
    object_id: Mapped[str]
    variant: Mapped[str]
    """Amount and fee in one text: the same fact may be observed again with more in it."""
    provider_ref: Mapped[str]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    fee_minor: Mapped[int | None]
    key: Mapped[str | None]
    code: Mapped[str | None]
    fault: Mapped[str | None]
    """The mismatch found on arrival; what is known since may clear it (`rules.check_against`)."""
    source: Mapped[str]
    occurred_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    """When an authorization lapses, or by when a dispute has to be answered."""
    reference: Mapped[str | None]
    account: Mapped[str | None]
    risk: Mapped[dict[str, Any] | None]
    """The provider's verdict that came with it."""
    recorded_at: Mapped[datetime]


class PaymentDeliveryRow(TenantRow):
    """A webhook that was verified, exactly as it arrived."""

    __tablename__ = "payment_deliveries"
    __table_args__ = (
        UniqueConstraint("organization_id", "connection_id", "digest"),
        Index(None, "organization_id", "received_at", "id"),
        where_set("ix_payment_deliveries_due", "due_at"),
        where_set("ix_payment_deliveries_payment", "payment_id"),
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
