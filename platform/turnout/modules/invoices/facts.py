"""Facts of invoices."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceIssued(Fact):
    """An order has its invoice; the number is taken for good."""

    name: ClassVar[str] = "invoices.issued.v1"
    invoice_id: UUID
    order_id: UUID
    event_id: UUID
    total_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNoteIssued(Fact):
    """A part of an invoice, or all of it, was taken back."""

    name: ClassVar[str] = "invoices.credit-note-issued.v1"
    invoice_id: UUID
    corrects_id: UUID
    order_id: UUID
    event_id: UUID
    total_minor: int
    currency: str
