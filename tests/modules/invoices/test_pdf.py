"""The drawn page, read back by an independent renderer."""

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PIL import Image
from tests.factories.invoices import a_document, a_line
from tests.reading.qr import pages_of_pdf, texts_of_pdf

from turnout.modules.invoices.pdf import render_invoice
from turnout.modules.invoices.texts import LANGUAGES, language_of, words_of
from turnout.modules.invoices.types import DocumentKind, InvoiceParty
from turnout.modules.taxes.api import Treatment


def text_of(document):
    return "\n".join(texts_of_pdf(render_invoice(document)))


def attachments(pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    names = [document.get_attachment(i).get_name() for i in range(document.count_attachments())]
    document.close()
    return names


def test_a_german_invoice_says_it_in_german():
    text = text_of(a_document(exemption_note="Steuerfrei nach § 4 Nr. 22 UStG"))
    for expected in (
        "Rechnung",
        "INV-2026-000001",
        "20. November 2026",
        "1. Dezember 2026",
        "Hafenverein e. V.",
        "DE136695976",
        "ACME SARL",
        "FR40303265045",
        "Umsatzsteuer 19",
        "119,00",
        "100,00",
        "Der Betrag ist bezahlt.",
        "Seite 1 von 1",
    ):
        assert expected in text, expected
    assert "Steuerfrei" not in text  # every line is taxed


def test_an_arabic_invoice_is_readable_and_mirrored():
    document = a_document(
        a_line(name="تذكرة مبكرة"),
        language="ar",
        seller=InvoiceParty(
            name="جمعية الميناء", street="الرصيف", city="حيفا", country="DE", tax_id="DE1"
        ),
        event_title="ملتقى الخريف",
    )
    pdf = render_invoice(document)
    text = "\n".join(texts_of_pdf(pdf))
    for expected in ("فاتورة", "جمعية الميناء", "ملتقى الخريف", "تذكرة مبكرة", "الإجمالي", "119"):
        assert expected in text, expected
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    found = page.get_textpage().search("INV-2026-000001").get_next()
    left, *_ = page.get_textpage().get_charbox(found[0])
    assert left < page.get_width() / 2  # the figures stand on the left, the parties on the right


@pytest.mark.parametrize(
    "name",
    ["山田 さくら", "लक्ष्मी क्षत्रिय", "สมชาย ใจดี", "Фёдор Достоевский", "김민준", "דוד בן גוריון"],
)
def test_a_buyer_of_any_script_is_named(name):
    buyer = replace(a_document().buyer, name=name, contact="")
    assert name in text_of(a_document(buyer=buyer, language="en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_title(language):
    assert words_of(language).gettext("Invoice") in text_of(a_document(language=language))


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("pt_BR", "en"), ("AR", "ar"), ("", "en"), ("x", "en")]
)
def test_a_tag_is_read_as_a_language_that_is_written_here(tag, language):
    assert language_of(tag) == language
    assert text_of(a_document(language=tag or "en"))


def test_a_long_invoice_goes_on_over_pages_and_loses_no_line():
    lines = [a_line(name=f"Workshop number {number}") for number in range(90)]
    pages = texts_of_pdf(render_invoice(a_document(*lines, language="en")))
    text = "\n".join(pages)
    assert len(pages) >= 3
    assert all(f"Workshop number {number}" in text for number in range(90))
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "€10,710.00" in pages[-1]


def test_a_credit_note_names_what_it_corrects():
    document = a_document(
        kind=DocumentKind.CREDIT_NOTE,
        number="CRN-2026-000007",
        language="en",
        corrects_number="INV-2026-000001",
        corrects_on=date(2026, 11, 20),
    )
    text = text_of(document)
    assert "Credit note" in text
    assert "Corrects invoice INV-2026-000001 of November 20, 2026." in text
    assert "This amount was paid back." in text


def test_a_seller_without_address_or_tax_id_gives_a_receipt():
    assert "Receipt" in text_of(a_document(seller=InvoiceParty(name="Harbour"), language="en"))


def test_reverse_charge_is_said():
    line = a_line(tax=0, rate=0)
    text = text_of(a_document(line, treatment=Treatment.REVERSE_CHARGE, exemption_note="none"))
    assert "Steuerschuldnerschaft des Leistungsempfängers" in text


def test_each_rate_names_what_it_is_taken_of_and_countries_are_said_in_words():
    lines = (a_line(), a_line(gross=10700, tax=700, rate=700))
    text = text_of(a_document(*lines, language="en"))
    for expected in (
        "Tax 19% of €100.00",
        "Tax 7% of €100.00",
        "Germany",
        "France",
        "20457 Hamburg",
    ):
        assert expected in text, expected
    assert "kasse@hafen.example" in text  # whom a buyer asks about it


@pytest.mark.parametrize(("language", "is_left"), [("en", False), ("ar", True)])
def test_the_total_stands_in_a_box_at_the_end_of_its_lines(language, is_left):
    """The box is the only wide one of the brand's tint; the amount is inside it."""
    pdf = render_invoice(a_document(language=language, brand_color="#aa0000"))
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    image = page.render(scale=1).to_pil().convert("RGB")
    tint = [
        (x, y)
        for y in range(200, image.height - 100)
        for x in range(0, image.width, 4)
        if image.getpixel((x, y)) == (246, 230, 230)
    ]
    assert tint, "no tinted box"
    xs = [x for x, _ in tint]
    middle = image.width / 2
    assert (max(xs) < middle + 20) if is_left else (min(xs) > middle - 20)


def test_the_same_document_gives_the_same_bytes():
    assert render_invoice(a_document()) == render_invoice(a_document())


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, ["factur-x.xml"]),
        ({"is_business": False}, []),
        ({"currency": "KWD"}, []),
        ({"currency": "JPY"}, ["factur-x.xml"]),
        ({"seller": InvoiceParty(name="Harbour")}, []),
        ({"buyer": InvoiceParty(name="ACME")}, []),
    ],
)
def test_the_e_invoice_is_inside_where_the_norm_can_be_filled(changes, names):
    assert attachments(render_invoice(a_document(**changes))) == names


@pytest.mark.parametrize(
    ("stated", "shown"), [("#cc3300", (204, 51, 0)), ("", (31, 58, 95))], ids=["its own", "none"]
)
def test_the_organizations_colour_stands_across_the_head(stated, shown):
    [page] = pages_of_pdf(render_invoice(a_document(brand_color=stated)))
    found = page.convert("RGB").getpixel((page.width // 2, 6))
    assert max(abs(a - b) for a, b in zip(found, shown, strict=True)) <= 1


@pytest.mark.parametrize(("language", "share"), [("de", 0.8), ("ar", 0.2)])
def test_the_logo_stands_opposite_the_title(language, share):
    drawn = io.BytesIO()
    Image.new("RGB", (340, 84), (0, 90, 200)).save(drawn, "PNG")
    [page] = pages_of_pdf(render_invoice(a_document(language=language), logo=drawn.getvalue()))
    image = page.convert("RGB")
    y = round(59 / 841.89 * image.height)
    assert image.getpixel((round(image.width * share), y)) == (0, 90, 200)
    assert image.getpixel((round(image.width * 0.5), y)) == (255, 255, 255)


def test_it_is_an_archival_file():
    pdf = render_invoice(a_document())
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in pdf
    assert b"/AFRelationship /Alternative" in pdf
    assert b"/GTS_PDFA1" in pdf
