"""Tables of reconciliation; those that queries speak to in SQL alone have no class."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class PaymentStatementLineRow(TenantRow):
    """A movement that a bank's statement told, once per line."""

    __tablename__ = "payment_statement_lines"
    __table_args__ = (
        UniqueConstraint(
            "organization_id",
            "connection_id",
            "line_id",
            name="uq_payment_statement_lines_line",
        ),
        Index(None, "organization_id", "imported_at", "id"),
        Index(None, "organization_id", "payment_id"),
        Index(
            "ix_payment_statement_lines_waiting",
            "organization_id",
            "connection_id",
            postgresql_where=text("state = 'matched'"),
        ),
        CheckConstraint("state IN ('unmatched', 'matched', 'applied', 'ignored')", name="state"),
        CheckConstraint("amount_minor <> 0", name="amount"),
    )

    connection_id: Mapped[UUID]
    line_id: Mapped[str]
    booked_on: Mapped[date]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    text: Mapped[str]
    party: Mapped[str]
    party_account: Mapped[str]
    """Its ends only, enough to tell two payers apart."""
    state: Mapped[str]
    payment_id: Mapped[UUID | None]
    fact_kind: Mapped[str | None]
    object_id: Mapped[str | None]
    reason: Mapped[str]
    imported_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class ReconciliationRow(TenantRow):
    """One comparison of the books and how it ended."""

    __tablename__ = "reconciliations"
    __table_args__ = (Index(None, "organization_id", "ran_at", "id"),)

    ran_at: Mapped[datetime]
    is_repairing: Mapped[bool]
    orders: Mapped[int]
    payments: Mapped[int]
    items: Mapped[int]
    asked: Mapped[int]
    repaired: Mapped[int]
    differences: Mapped[int]


class ReconciliationFindingRow(TenantRow):
    """A difference that could not be mended; the same one is one row however often it is seen."""

    __tablename__ = "reconciliation_findings"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "subject"),
        Index(None, "organization_id", "first_seen_at", "id"),
        CheckConstraint("state IN ('open', 'settled', 'gone')", name="state"),
    )

    kind: Mapped[str]
    subject: Mapped[str]
    order_id: Mapped[UUID | None]
    payment_id: Mapped[UUID | None]
    connection_id: Mapped[UUID | None]
    currency: Mapped[str]
    expected: Mapped[int]
    found: Mapped[int]
    state: Mapped[str]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str]
    reason: Mapped[str]


class LineState(StrEnum):
    UNMATCHED = "unmatched"
    """Money came in and nobody knows what for: a person has to say."""
    MATCHED = "matched"
    """It is known for which payment; the payment has not heard of it yet."""
    APPLIED = "applied"
    IGNORED = "ignored"


class FindingState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"
    """A person dealt with it and said how."""
    GONE = "gone"
    """The books agree again."""
