"""The PDF of a document: PDF/A-3, any script, mirrored where the language runs leftwards.

No clock, no database, no network: the same document gives the same bytes. Lengths in points.
"""

import html
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final

from babel import Locale, UnknownLocaleError

from turnout.assets.paper.fonts import clean
from turnout.assets.paper.sheet import MUTED, Look, Sheet
from turnout.l10n import formats
from turnout.l10n.brand_colours import DEFAULT_COLOUR, parse_colour
from turnout.modules.invoices import einvoice
from turnout.modules.invoices.texts import RIGHT_TO_LEFT, Words, language_of, words_of
from turnout.modules.invoices.types import Document, DocumentKind, InvoiceParty, Line, TaxTotal
from turnout.modules.taxes.api import Treatment
from turnout_sdk.money import Money

_MARGIN: Final = 48.0
_BAND: Final = 10.0
"""In the organization's colour, across the head of the first page."""
_WIDTH: Final = 595.28 - 2 * _MARGIN
_BOTTOM: Final = 841.89 - 80
_NAMED: Final = 70.0
"""What a table still needs below its last line: totals and notes begin on a new page else."""


_TITLE: Final = Look((24.0, 20.0, 17.0), bold=True)
_NAME: Final = Look((13.0, 11.5, 10.0), bold=True, max_lines=2)
_BODY: Final = Look((9.5, 8.5), max_lines=3)
_LABEL: Final = Look((8.0,), bold=True, colour=MUTED)
_FIGURE: Final = Look((9.5, 8.5, 7.0), align="end")
_SUM: Final = Look((12.0, 10.0, 8.0), bold=True, align="end")
_NOTE: Final = Look((9.0,), max_lines=4)
_SETTLED: Final = Look((10.5, 9.5), bold=True, max_lines=2)
_FOOT: Final = Look((7.5,), colour=MUTED, max_lines=2)
_LOGO: Final = (170.0, 42.0)
_SUMS: Final = 250.0
"""Width of the sums, at the lines' end; what was paid is said beside them."""
_TOTAL: Final = 30.0
"""Height of the box around the total."""
_TINT: Final = 0.1
"""How much of the organization's colour is in that box, the rest is white."""
_COLUMNS: Final = ((0.0, 208.0), (208.0, 48.0), (256.0, 58.0), (314.0, 90.0), (404.0, 95.28))
"""Place and width of item, quantity, rate, net and amount, from the line's beginning."""
_FACTURX: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_PROPERTIES: Final = {
    "DocumentFileName": "The name of the embedded XML document",
    "DocumentType": "The type of the hybrid document",
    "Version": "The version of the standard of the embedded XML",
    "ConformanceLevel": "The conformance level of the embedded XML",
}
_XMP_SPACES: Final = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"'
)


def render_invoice(document: Document, *, logo: bytes = b"") -> bytes:
    """The printable document; the e-invoice is attached wherever the norm can be filled.

    `logo`: a PNG that stands opposite the title; without one the seller is named alone.
    """
    return _Painter(document, logo).draw()


def title_of(document: Document) -> str:
    """An invoice names who sells, with address and tax id; without them it is a receipt."""
    _ = words_of(document.language).gettext
    if document.kind is DocumentKind.CREDIT_NOTE:
        return _("Credit note")
    seller = document.seller
    is_complete = bool(seller.street and seller.city and seller.country and seller.tax_id)
    return _("Invoice") if is_complete else _("Receipt")


class _Painter:
    """Draws one document from top to bottom, over as many pages as it takes."""

    def __init__(self, document: Document, logo: bytes) -> None:
        self.document = document
        self.logo = logo
        self.words: Words = words_of(document.language)
        self.locale = _locale(document.language)
        language = self.words.language
        self.sheet = Sheet(
            language=language, is_mirrored=language in RIGHT_TO_LEFT, compliance="PDF/A-3B"
        )
        self.draw_text = self.sheet.draw_text
        self.colour = parse_colour(document.brand_color or DEFAULT_COLOUR)
        red, green, blue = (round(255 - (255 - part) * _TINT) for part in self.colour)
        self.tint = (red, green, blue)

    def draw(self) -> bytes:
        self.sheet.add_page()
        self.sheet.fill_box(0, 0, width=self.sheet.w, height=_BAND, colour=self.colour)
        y = self._draw_head()
        y = self._draw_table(y + 18)
        y = self._draw_sums(y + 8)
        self._draw_notes(y + 14)
        self._number_pages()
        self._finish()
        return self.sheet.to_bytes()

    def _draw_head(self) -> float:
        document, _, half = self.document, self.words.gettext, _WIDTH / 2 - 12
        width = _WIDTH
        if self.logo:
            width -= _LOGO[0]
            self.sheet.draw_logo(self.logo, _MARGIN - 8, 38, box=_LOGO, at_end=True)
        y = self.draw_text(title_of(document), _MARGIN, 44, width=width, look=_TITLE) + 10
        y = max(y, 38 + _LOGO[1] + 14) if self.logo else y
        left = self._draw_party(_("From"), document.seller, y, at=_MARGIN)
        left = self._draw_party(_("Billed to"), document.buyer, left + 12, at=_MARGIN)
        right = y
        for label, value in self._facts():
            at = _MARGIN + _WIDTH / 2 + 12
            self.draw_text(label, at, right + 1, width=98, look=_LABEL)
            right = 3 + self.draw_text(value, at + 102, right, width=half - 102, look=_BODY)
        return max(left, right)

    def _facts(self) -> list[tuple[str, str]]:
        document, _ = self.document, self.words.gettext
        supplied = self._date(document.supplied_on) if document.supplied_on else ""
        facts = [
            (_("Number"), document.number),
            (_("Date"), self._date(document.issued_on)),
            (_("Order"), document.order_number),
            (_("Event"), document.event_title),
            (_("Date of supply"), supplied),
            (_("Your reference"), document.buyer_reference),
            (_("Discount code"), document.discount_codes),
        ]
        return [(label, value) for label, value in facts if value]

    def _draw_party(self, label: str, party: InvoiceParty, y: float, *, at: float) -> float:
        width, _ = _WIDTH / 2 - 12, self.words.gettext
        y = 1 + self.draw_text(label, at, y, width=width, look=_LABEL)
        y = self.draw_text(party.name, at, y, width=width, look=_NAME)
        numbers = ((_("Tax id"), party.tax_id), (_("Registration"), party.registration_id))
        said = [f"{name}: {value}" for name, value in numbers if value]
        place = " ".join(filter(None, (party.postal_code, party.city)))
        country = self.locale.territories.get(party.country, party.country)
        where = (party.contact, party.street, place, country, party.email)
        for line in [*filter(None, where), *said]:
            y = self.draw_text(line, at, y, width=width, look=_BODY)
        return y

    def _draw_table(self, y: float) -> float:
        y = self._draw_table_head(y)
        for line in self.document.lines:
            if y > _BOTTOM - 40:
                self.sheet.add_page()
                y = self._draw_table_head(_MARGIN)
            y = self._draw_line(line, y + 5)
        return y

    def _draw_table_head(self, y: float) -> float:
        _ = self.words.gettext
        heads = (_("Item"), _("Quantity"), _("Tax"), _("Net"), _("Amount"))
        for place, ((at, _width), head) in enumerate(zip(_COLUMNS, heads, strict=True)):
            look = _LABEL if place == 0 else replace(_LABEL, align="end")
            self.draw_text(head, _MARGIN + at, y, width=_inner(place), look=look)
        self.sheet.draw_rule(_MARGIN, y + 14, width=_WIDTH)
        return y + 14

    def _draw_line(self, line: Line, y: float) -> float:
        figures = (
            str(line.quantity),
            self._rate(line.rate_bp),
            self._money(line.net_minor),
            self._money(line.gross_minor),
        )
        for place, figure in enumerate(figures, start=1):
            at, _ = _COLUMNS[place]
            self.draw_text(figure, _MARGIN + at, y, width=_inner(place), look=_FIGURE)
        end = self.draw_text(line.name, _MARGIN, y, width=_inner(0), look=_BODY)
        self.sheet.draw_rule(_MARGIN, end + 4, width=_WIDTH)
        return end + 5

    def _draw_sums(self, y: float) -> float:
        document, _ = self.document, self.words.gettext
        if y > _BOTTOM - _NAMED - 18 * len(document.taxes):
            self.sheet.add_page()
            y = _MARGIN
        settled = _("Paid in full.") if self._is_invoice else _("This amount was paid back.")
        said = self.draw_text(settled, _MARGIN, y, width=_WIDTH - _SUMS - 24, look=_SETTLED)
        sums = [(_("Net total"), document.net_minor)]
        sums += [(self._taxed(each), each.tax_minor) for each in document.taxes]
        for label, minor in sums:
            y = self._draw_sum(label, minor, y, look=_FIGURE) + 3
        left = _MARGIN if self.sheet.is_mirrored else _MARGIN + _WIDTH - _SUMS
        self.sheet.fill_box(left, y + 3, width=_SUMS, height=_TOTAL, colour=self.tint)
        self._draw_sum(_("Total"), document.total_minor, y + 10, look=_SUM)
        return max(said, y + 3 + _TOTAL)

    def _draw_sum(self, label: str, minor: int, y: float, *, look: Look) -> float:
        """One sum: what it is, and the amount below those of the table."""
        at, inset, amount = _MARGIN + _WIDTH - _SUMS, 10, 80
        name = replace(look, align="start")
        self.draw_text(label, at + inset, y, width=_SUMS - amount - 2 * inset, look=name)
        return self.draw_text(
            self._money(minor), at + _SUMS - amount - inset, y, width=amount, look=look
        )

    def _taxed(self, each: TaxTotal) -> str:
        rate, net = self._rate(each.rate_bp), self._money(each.net_minor)
        return self.words.gettext("Tax %(rate)s of %(net)s", rate=rate, net=net)

    @property
    def _is_invoice(self) -> bool:
        return self.document.kind is DocumentKind.INVOICE

    def _draw_notes(self, y: float) -> None:
        document, _ = self.document, self.words.gettext
        notes = []
        if document.corrects_on:
            number, day = document.corrects_number, self._date(document.corrects_on)
            notes.append(_("Corrects invoice %(number)s of %(date)s.", number=number, date=day))
        if document.treatment is Treatment.REVERSE_CHARGE:
            notes.append(self.words.reverse_charge)
        elif any(not line.rate_bp for line in document.lines):
            notes.append(document.exemption_note)
        for note in filter(None, [*notes, document.footer]):
            if y > _BOTTOM - 20:
                self.sheet.add_page()
                y = _MARGIN
            y = 3 + self.draw_text(note, _MARGIN, y, width=_WIDTH, look=_NOTE)

    def _number_pages(self) -> None:
        count = self.sheet.pages_count
        for number in range(1, count + 1):
            self.sheet.page = number
            counter = self.words.gettext("Page %(number)s of %(count)s", number=number, count=count)
            y = self.sheet.h - 40
            said = f"{self.document.seller.name} · {self.document.number}"
            self.draw_text(said, _MARGIN, y, width=_WIDTH - 110, look=_FOOT)
            end = replace(_FOOT, align="end", max_lines=1)
            self.draw_text(counter, _MARGIN + _WIDTH - 100, y, width=100, look=end)

    def _finish(self) -> None:
        document = self.document
        at = datetime.combine(document.issued_on, time(), UTC)
        self.sheet.set_creation_date(at)
        has_xml = einvoice.is_possible(document)
        if has_xml:
            self.sheet.embed_file(
                bytes=einvoice.build_xml(document),
                basename=einvoice.FILE_NAME,
                mime_type="text/xml",
                associated_file_relationship="Alternative",
                modification_date=at,
                desc="EN 16931",
            )
        self.sheet.set_xmp_metadata(
            _metadata(
                title=clean(f"{title_of(document)} {document.number}"),
                author=clean(document.seller.name),
                created_at=at,
                xml_name=einvoice.FILE_NAME if has_xml else None,
            )
        )

    def _money(self, minor: int) -> str:
        return formats.amount(Money(minor, self.document.currency), self.locale)

    def _rate(self, rate_bp: int) -> str:
        return formats.rate(rate_bp, self.locale)

    def _date(self, day: date) -> str:
        return formats.date_on_paper(day, self.locale)


def _inner(place: int) -> float:
    """What a column has for its text: the last ends where the page's margin begins."""
    _, width = _COLUMNS[place]
    return width - (6 if place < len(_COLUMNS) - 1 else 10)


def _locale(tag: str) -> Locale:
    """The locale of a BCP 47 tag whose language is written here, with its region if known."""
    if language_of(tag) != tag.replace("_", "-").partition("-")[0].lower():
        return Locale("en")
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale(language_of(tag))


def _metadata(*, title: str, author: str, created_at: datetime, xml_name: str | None) -> str:
    """XMP for a file of PDF/A-3B; `xml_name` is that of the embedded invoice, if there is one."""
    at = created_at.isoformat(timespec="seconds")
    named = f'<rdf:li xml:lang="x-default">{html.escape(title)}</rdf:li>'
    descriptions = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
        f"<dc:title><rdf:Alt>{named}</rdf:Alt></dc:title>",
        f"<dc:creator><rdf:Seq><rdf:li>{html.escape(author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>",
    ]
    if xml_name:
        descriptions += [_extension(), _facturx(xml_name)]
    body = "".join(_description(each) for each in descriptions)
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {_XMP_SPACES}>{body}</rdf:RDF></x:xmpmeta>'
    )


def _description(inner: str) -> str:
    return f'<rdf:Description rdf:about="" xmlns:fx="{_FACTURX}">{inner}</rdf:Description>'


def _facturx(xml_name: str) -> str:
    return (
        "<fx:DocumentType>INVOICE</fx:DocumentType>"
        f"<fx:DocumentFileName>{html.escape(xml_name)}</fx:DocumentFileName>"
        "<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"
    )


def _extension() -> str:
    """PDF/A wants every property explained that is not among its own."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{says}</pdfaProperty:description></rdf:li>"
        for name, says in _PROPERTIES.items()
    )
    return (
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_FACTURX}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
    )
