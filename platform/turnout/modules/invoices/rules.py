"""What goes onto an invoice: pure, from frozen orders to frozen documents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from turnout.kernel.values import from_attributes
from turnout.modules.invoices.texts import words_of
from turnout.modules.invoices.types import (
    Billing,
    Document,
    DocumentKind,
    InvoiceParty,
    Line,
    SellerSettings,
    TaxTotal,
)
from turnout.modules.orders.api import Order
from turnout.modules.taxes import api as taxes

LOGO_PIXELS: Final = (680, 168)
"""No larger a logo is drawn."""
PREFIXES: Final = {DocumentKind.INVOICE: "INV", DocumentKind.CREDIT_NOTE: "CRN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Seller, event and billing details that the documents of an order share."""

    organization_name: str
    event_title: str
    supplied_on: date | None
    settings: SellerSettings
    billing: Billing | None
    brand_color: str = ""


def number_of(kind: DocumentKind, year: int, sequence: int) -> str:
    """`INV-2026-000042`."""
    return f"{PREFIXES[kind]}-{year}-{sequence:06}"


def draft_invoice(order: Order, occasion: Occasion, *, issued_on: date) -> Document:
    """The invoice of an order, without its number."""
    billing = occasion.billing or Billing()
    treatment = _treatment(occasion.settings, billing)
    lines = [
        from_attributes(Line, line, name=line.title, rate_bp=line.tax_rate_bp)
        for line in order.lines
    ]
    if treatment is taxes.Treatment.REVERSE_CHARGE:
        lines = [_retaxed(line) for line in lines]
    return Document(
        kind=DocumentKind.INVOICE,
        number="",
        issued_on=issued_on,
        language=order.locale,
        currency=order.currency,
        seller=_seller(occasion),
        buyer=_buyer(order, billing),
        is_business=bool(billing.company),
        treatment=treatment,
        order_number=order.number,
        event_title=occasion.event_title,
        supplied_on=occasion.supplied_on,
        brand_color=occasion.brand_color,
        buyer_reference=billing.reference,
        discount_codes=", ".join(code for code, _ in order.savings),
        exemption_note=occasion.settings.exemption_note,
        footer=occasion.settings.footer,
        **_sums(lines),
    )


def draft_credit_note(
    invoice: Document, earlier: Sequence[Document], amount_minor: int, *, issued_on: date
) -> Document:
    """A credit note over so much of an invoice, after those issued before; without its number.

    The first one over everything repeats the invoice's lines, any other has one line per rate.
    """
    if not earlier and amount_minor == invoice.total_minor:
        lines = list(invoice.lines)
    else:
        name = words_of(invoice.language).gettext("Partial refund")
        lines = [
            from_attributes(Line, portion, name=name, quantity=1)
            for portion in taxes.take_back(amount_minor, left_of(invoice, earlier))
            if portion.gross_minor
        ]
    return replace(
        invoice,
        kind=DocumentKind.CREDIT_NOTE,
        number="",
        issued_on=issued_on,
        corrects_number=invoice.number,
        corrects_on=invoice.issued_on,
        **_sums(lines),
    )


def left_of(invoice: Document, credits_: Sequence[Document]) -> list[taxes.Portion]:
    """List what of an invoice is on no credit note yet, by tax rate, in the invoice's order."""
    left = {
        total.rate_bp: (total.net_minor + total.tax_minor, total.tax_minor)
        for total in invoice.taxes
    }
    for credit in credits_:
        for total in credit.taxes:
            gross, tax = left[total.rate_bp]
            left[total.rate_bp] = (
                gross - total.net_minor - total.tax_minor,
                tax - total.tax_minor,
            )
    return [taxes.Portion(rate, gross, tax) for rate, (gross, tax) in left.items()]


def to_credit(order: Order, invoice: Document, credits_: Sequence[Document]) -> int:
    """Compute the minor units of an invoice that were refunded and are on no credit note yet.

    What was paid beyond the invoice, and refunded, does not count.
    """
    over = max(0, order.paid_minor - invoice.total_minor)
    returned = min(invoice.total_minor, max(0, order.refunded_minor - over))
    return max(0, returned - sum(credit.total_minor for credit in credits_))


def _treatment(settings: SellerSettings, billing: Billing) -> taxes.Treatment:
    owes = (
        settings.applies_reverse_charge
        and bool(billing.company)
        and taxes.owes_reverse_charge(
            taxes.Party(settings.country, settings.tax_id),
            taxes.Party(billing.country, billing.tax_id),
        )
    )
    return taxes.Treatment.REVERSE_CHARGE if owes else taxes.Treatment.STANDARD


def _retaxed(line: Line) -> Line:
    [bare] = taxes.without_tax([from_attributes(taxes.TaxedLine, line)])
    return replace(line, rate_bp=bare.rate_bp, net_minor=bare.net_minor, tax_minor=bare.tax_minor)


def _sums(lines: list[Line]) -> dict[str, Any]:
    totals = taxes.summarise([from_attributes(taxes.TaxedLine, line) for line in lines])
    return {
        "lines": lines,
        "taxes": [from_attributes(TaxTotal, each) for each in totals],
        "net_minor": sum(each.net_minor for each in totals),
        "tax_minor": sum(each.tax_minor for each in totals),
        "total_minor": sum(each.gross_minor for each in totals),
    }


def _seller(occasion: Occasion) -> InvoiceParty:
    settings = occasion.settings
    name = settings.legal_name or occasion.organization_name
    return from_attributes(InvoiceParty, settings, name=name, contact="")


def _buyer(order: Order, billing: Billing) -> InvoiceParty:
    person = billing.name or order.buyer_name
    return from_attributes(
        InvoiceParty,
        billing,
        name=billing.company or person or order.buyer_email,
        contact=person if billing.company else "",
        registration_id="",
        email=order.buyer_email,
    )
