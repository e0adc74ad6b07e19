"""What an invoice says, frozen; and what crosses the module's border."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from turnout.modules.invoices.models import DocumentKind
from turnout.modules.taxes.api import Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerSettings:
    """What an organization's invoices say of it. `country` is ISO 3166 or empty.

    `exemption_note` says why a line without tax has none; `applies_reverse_charge` that what is
    sold is of the kind for which businesses elsewhere in the Union account for the tax.
    """

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
    """Whom an order is billed to; `reference` is the buyer's own, such as a cost centre."""

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
    """With the answer whether the tax id has the shape of a VAT number of the country."""

    order_id: UUID
    has_valid_vat_id: bool


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
    exemption_note: str = ""
    footer: str = ""
    corrects_number: str = ""
    corrects_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceView:
    """One row of a list."""

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
