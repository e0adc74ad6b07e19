"""Documents of every kind that we issue, and three that are wrong on purpose."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.factories.invoices import a_document, a_line
from turnout.modules.invoices import rules
from turnout.modules.invoices.einvoice import build_xml
from turnout.modules.invoices.pdf import render_invoice
from turnout.modules.invoices.types import Document
from turnout.modules.taxes.api import Treatment

DAY = date(2026, 11, 21)


def documents() -> dict[str, Document]:
    """Name → document; each of them can carry the norm's XML."""
    several = a_document(
        a_line(35700, 5700, 1900, name="Early bird <&> größer", quantity=3),
        a_line(4994, 327, 700, name="Dinner"),
        a_line(1000, 0, 0, name="Gift", quantity=2),
        buyer_reference="KST 42",
        exemption_note="Steuerfrei nach § 4 Nr. 22 UStG",
        footer="Vorstand: Ada",
    )
    full = rules.draft_credit_note(several, [], several.total_minor, issued_on=DAY)
    part = rules.draft_credit_note(several, [], 12345, issued_on=DAY)
    seller = replace(several.seller, name="جمعية الميناء")
    return {
        "several-rates": several,
        "reverse-charge": a_document(a_line(11900, 0, 0), treatment=Treatment.REVERSE_CHARGE),
        "credit-in-full": replace(full, number="CRN-2026-000001"),
        "credit-in-part": replace(part, number="CRN-2026-000002"),
        "arabic": replace(several, language="ar", seller=seller, event_title="ملتقى الخريف"),
        "yen": a_document(a_line(3570, 570, 1900, quantity=3), currency="JPY", language="en"),
        "zero-rated": replace(several, exemption_note="", language="fr"),
        "national-tax-number": a_document(
            seller=replace(several.seller, tax_id="12/345/67890"), language="es"
        ),
        "long": a_document(*(a_line(name=f"Workshop {number}") for number in range(60))),
    }


def good() -> Iterator[tuple[str, bytes]]:
    for name, document in documents().items():
        yield f"{name}.pdf", render_invoice(document)
        yield f"{name}.xml", build_xml(document)


def bad() -> Iterator[tuple[str, bytes]]:
    """What the validator has to refuse, so that its yes is worth something."""
    xml, pdf = build_xml(a_document()), render_invoice(a_document())
    yield "wrong-total.xml", xml.replace(b"<ram:GrandTotalAmount>", b"<ram:GrandTotalAmount>9")
    yield "no-country.xml", xml.replace(b"<ram:CountryID>FR</ram:CountryID>", b"")
    yield "not-archival.pdf", pdf.replace(b"<pdfaid:part>3<", b"<pdfaid:part>1<")
