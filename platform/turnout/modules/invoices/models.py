"""Tables of invoices."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceSettings(TenantRow):
    __tablename__ = "invoice_settings"
    __table_args__ = (UniqueConstraint("organization_id"),)

    legal_name: Mapped[str]
    street: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    tax_id: Mapped[str]
    registration_id: Mapped[str]
    email: Mapped[str]
    exemption_note: Mapped[str]
    footer: Mapped[str]
    applies_reverse_charge: Mapped[bool]
    version: Mapped[int]


class BillingDetails(TenantRow):
    __tablename__ = "billing_details"
    __table_args__ = (UniqueConstraint("organization_id", "order_id"),)

    order_id: Mapped[UUID]
    company: Mapped[str]
    name: Mapped[str]
    street: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    tax_id: Mapped[str]
    reference: Mapped[str]
    changed_at: Mapped[datetime]


class InvoiceCounter(TenantRow):
    """The last number that was taken; its row is locked by whoever issues."""

    __tablename__ = "invoice_counters"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "year"),
        CheckConstraint("kind IN ('invoice', 'credit_note')", name="kind"),
        CheckConstraint("last_number >= 0", name="last_number"),
    )

    kind: Mapped[str]
    year: Mapped[int]
    last_number: Mapped[int]


class Invoice(TenantRow):
    """A document as it was issued. Only `file_id` is ever filled in, once."""

    __tablename__ = "invoices"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "year", "sequence"),
        UniqueConstraint("organization_id", "number"),
        ForeignKeyConstraint(
            ["organization_id", "corrects_id"], ["invoices.organization_id", "invoices.id"]
        ),
        Index(
            "uq_invoices_organization_id_order_id",
            "organization_id",
            "order_id",
            unique=True,
            postgresql_where=text("kind = 'invoice'"),
        ),
        Index(None, "organization_id", "order_id"),
        Index(None, "organization_id", "issued_at", "id"),
        Index(None, "organization_id", "corrects_id"),
        Index(
            "ix_invoices_unrendered",
            "organization_id",
            "issued_at",
            postgresql_where=text("file_id IS NULL"),
        ),
        CheckConstraint("kind IN ('invoice', 'credit_note')", name="kind"),
        CheckConstraint("(kind = 'credit_note') = (corrects_id IS NOT NULL)", name="corrects"),
        CheckConstraint(
            "net_minor + tax_minor = total_minor AND net_minor >= 0 AND tax_minor >= 0",
            name="total",
        ),
    )

    kind: Mapped[str]
    number: Mapped[str]
    year: Mapped[int]
    sequence: Mapped[int]
    order_id: Mapped[UUID]
    event_id: Mapped[UUID]
    refund_id: Mapped[UUID | None]
    corrects_id: Mapped[UUID | None]
    currency: Mapped[str]
    net_minor: Mapped[int]
    tax_minor: Mapped[int]
    total_minor: Mapped[int]
    issued_at: Mapped[datetime]
    document: Mapped[dict[str, Any]]
    file_id: Mapped[UUID | None]
