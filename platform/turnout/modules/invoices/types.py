"""Values of invoices: documents as they were issued, their lists, who sells and who is billed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.values import from_attributes
from turnout.modules.taxes.api import Treatment, is_vat_id


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerSettings:
    """The seller as invoices name it. `country` is ISO 3166; empty: that of the business profile.

    `exemption_note` says why a line without tax has none; `applies_reverse_charge` that what is
    sold is of the kind for which businesses elsewhere in the Union account for the tax.
    """

    component: ClassVar[str] = "InvoicesSettings"

    legal_name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    tax_id: str = ""
    registration_id: str = ""
    email: str = ""
    exemption_note: str = ""
    footer: str = ""
    applies_reverse_charge: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """Billing details of an order; `reference` is the buyer's own, such as a cost centre."""

    company: str = ""
    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    tax_id: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingView(Billing):
    """Billing details, and whether the tax id is a VAT number of the country."""

    component: ClassVar[str] = "InvoicesBilling"
    order_id: UUID
    has_valid_vat_id: Annotated[bool, "It has the shape of a VAT number of the country."]

    @classmethod
    def of(cls, order_id: UUID, billing: Billing) -> "BillingView":
        is_valid = bool(billing.country) and is_vat_id(billing.tax_id, country=billing.country)
        return from_attributes(cls, billing, order_id=order_id, has_valid_vat_id=is_valid)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceParty:
    """One side of the document."""

    name: str
    contact: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    tax_id: str = ""
    registration_id: str = ""
    email: str = ""

    @property
    def address(self) -> list[str]:
        """Lines below the name."""
        place = " ".join(filter(None, (self.country, self.postal_code, self.city)))
        return [line for line in (self.contact, self.street, place) if line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Amounts in minor units; `net_minor + tax_minor == gross_minor`."""

    name: str
    quantity: int
    rate_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTotal:
    rate_bp: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that is printed, as it was when the number was taken.

    Credit notes state positive amounts: their kind says that they are taken back.
    """

    kind: DocumentKind
    number: str
    issued_on: date
    language: str
    currency: str
    seller: InvoiceParty
    buyer: InvoiceParty
    is_business: bool
    lines: list[Line]
    taxes: list[TaxTotal]
    net_minor: int
    tax_minor: int
    total_minor: int
    treatment: Treatment
    order_number: str
    event_title: str
    supplied_on: date | None
    buyer_reference: str = ""
    discount_codes: str = ""
    exemption_note: str = ""
    footer: str = ""
    corrects_number: str = ""
    corrects_on: date | None = None
    brand_color: str = ""
    """The organization's, six digits behind a hash; empty for one without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceView:
    """An issued invoice or credit note, with the document as it was frozen."""

    id: UUID
    kind: DocumentKind
    number: str
    order_id: UUID
    event_id: UUID
    refund_id: UUID | None
    corrects_id: UUID | None
    currency: str
    net_minor: int
    tax_minor: int
    total_minor: int
    issued_at: datetime
    file_id: UUID | None
    document: Document

    @classmethod
    def of(cls, *, document: Any, kind: str, **columns: Any) -> "InvoiceView":
        """From the columns of a row, by name."""
        frozen = codec.convert(document, Document)
        return cls(kind=DocumentKind(kind), document=frozen, **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or credit note as lists show it."""

    id: UUID
    kind: DocumentKind
    number: str
    order_id: UUID
    order_number: str
    event_id: UUID
    refund_id: UUID | None
    corrects_id: UUID | None
    currency: str
    net_minor: int
    tax_minor: int
    total_minor: int
    taxes: list[TaxTotal]
    treatment: str
    buyer_name: str
    issued_at: datetime

    @classmethod
    def of(cls, view: InvoiceView) -> "Invoice":
        document = view.document
        return from_attributes(
            cls,
            view,
            order_number=document.order_number,
            taxes=document.taxes,
            treatment=document.treatment,
            buyer_name=document.buyer.name,
        )


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """The PDF of a document; `number` names it."""

    number: str
    content: bytes
