"""Tables of the ledger, and of what the platform takes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow
from turnout.modules.payments.models.paying import one_of
from turnout.modules.payments.models.words import Account


class LedgerEntry(TenantRow):
    __tablename__ = "ledger_entries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "payment_id"], ["payments.organization_id", "payments.id"]
        ),
        UniqueConstraint("organization_id", "source"),
        Index(None, "organization_id", "recorded_at", "id"),
        Index(None, "organization_id", "occurred_at", "id"),
        Index(None, "organization_id", "payment_id"),
    )

    payment_id: Mapped[UUID | None]
    kind: Mapped[str]
    source: Mapped[str]
    """What it books, so that nothing is booked twice."""
    subject: Mapped[str | None]
    """Of a payment's entries: the provider's object that they are about."""
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


class PlatformFee(TenantRow):
    """What the platform takes of an organization's sales; the operator writes it."""

    __tablename__ = "platform_fees"
    __table_args__ = (
        UniqueConstraint("organization_id"),
        CheckConstraint("basis_points BETWEEN 0 AND 10000", name="basis_points"),
    )

    basis_points: Mapped[int]
    """Hundredths of a per cent of the amount."""
    fixed: Mapped[dict[str, Any]]
    """Currency → minor units on top."""
    changed_at: Mapped[datetime]
