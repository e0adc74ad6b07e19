"""The PDF that a buyer prints or shows: one A4 page per ticket, drawn from plain values.

No clock, no database, no network: the same document gives the same bytes. Lengths are in points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID

from turnout.assets.paper.fonts import clean
from turnout.assets.paper.sheet import MUTED, Colour, Look, Sheet
from turnout.kernel.values import from_attributes
from turnout.l10n.brand_colours import DEFAULT_COLOUR, ink_on, parse_colour
from turnout.l10n.formats import money_on_page, when_lines
from turnout.l10n.languages import language_of, locale_of
from turnout.modules.events.api import Event, cover_jpeg, logo_png
from turnout.modules.organizations.api import Branding
from turnout.modules.tickets.calendar import place_lines
from turnout.modules.tickets.types import PdfOptions, Ticket, TicketBarcodes

CATALOGUES: Final = Path(__file__).parent / "locale"
_MARGIN: Final = 48.0
_WIDTH: Final = 595.28 - 2 * _MARGIN
_PAGE_BOTTOM: Final = 841.89 - 64
_BAND: Final = 62.0
_STRIP: Final = 132.0
"""The cover above the band, across the page."""
_LOGO: Final = (150.0, 34.0)
STRIP_PIXELS: Final = (1190, 264)
LOGO_PIXELS: Final = (600, 136)
_QR_SIZE: Final = 176.0  # 62 mm; scanners want at least 45
_CARD_HEIGHT: Final = 252.0
_BARCODE_HEIGHT: Final = 62.0
_CODE_128_WIDTH: Final = 220.0  # 78 mm; modules of 0.47 mm
_DETAILS_WIDTH: Final = _WIDTH - _QR_SIZE - 64
_RIGHT: Final = _MARGIN + _WIDTH
_HALF: Final = _WIDTH / 2 - 12
_VENUE_LINES: Final = 3
_COUNTER: Final = 140.0

_PANEL: Final[Colour] = (244, 245, 248)

_TITLE: Final = Look((28.0, 25.0, 22.0, 19.0, 17.0, 15.0), bold=True, max_lines=4)
_NAME: Final = Look((21.0, 18.0, 16.0, 14.0, 12.0), bold=True, max_lines=2)
_VALUE: Final = Look((12.5, 11.5, 10.5), max_lines=2)
_SHORT_VALUE: Final = replace(_VALUE, max_lines=1)
_TIMES: Final = Look((12.5, 11.5, 10.5, 9.5, 8.5))
_LABEL: Final = Look((8.5,), bold=True, colour=MUTED)
_SPOKEN_CODE: Final = Look((13.0, 11.0, 9.0), bold=True, align="centre")
_NOTE: Final = Look((10.5,))
_FOOTER: Final = Look((8.5,), colour=MUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOccasion:
    """What a ticket admits to, where the tickets of one order are for several events."""

    event_title: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    venue_lines: Sequence[str]
    cover: bytes = b""
    """A JPEG that lies across the top of the page."""
    has_code_128: bool = False
    has_pdf417: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPage:
    """One ticket.

    `code` goes into the QR code and PDF417, `barcode_number` into Code 128; a person reads out
    the `short_code`.
    """

    attendee_name: str
    ticket_type: str
    price: str
    code: str
    short_code: str
    barcode_number: str = ""
    seat: str = ""
    occasion: TicketOccasion | None = None
    """None: the document's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDocument(TicketOccasion):
    """All tickets of one order. `colour` is #rrggbb, `language` a BCP 47 tag.

    Instants are aware; the page shows them in `time_zone` (IANA) and names it, or says that the
    date is open. `issued_at` is the file's creation date.
    """

    organization_name: str
    colour: str
    order_number: str
    issued_at: datetime
    pages: Sequence[TicketPage]
    notes: Sequence[str] = ()
    language: str = "en"
    logo: bytes = b""
    """A PNG that stands in place of the organization's name."""


def render_tickets(document: TicketDocument) -> bytes:
    """The PDF. ValueError without a page or for a colour that is not #rrggbb."""
    if not document.pages:
        raise ValueError("a ticket document needs at least one page")
    painter = _Painter(document)
    for number, page in enumerate(document.pages, start=1):
        painter.draw_page(page, number)
    return painter.sheet.to_bytes()


class _Painter:
    """Draws the pages of one document from top to bottom."""

    def __init__(self, document: TicketDocument) -> None:
        self.document = document
        self.colour = parse_colour(document.colour)
        self.gettext = language_of(document.language, catalogues=CATALOGUES).translations.gettext
        self.sheet = Sheet(language=document.language, is_mirrored=_is_mirrored(document.language))
        self.draw_text = self.sheet.draw_text
        self.sheet.set_creation_date(document.issued_at)
        self.sheet.set_title(clean(document.event_title))
        self.sheet.set_author(clean(document.organization_name))

    def draw_page(self, page: TicketPage, number: int) -> None:
        document = self.document
        counter = self.gettext("Ticket %(number)d of %(count)d") % {
            "number": number,
            "count": len(document.pages),
        }
        self.sheet.add_page()
        occasion = page.occasion or document
        cover = occasion.cover if self._has_room_for_cover(occasion) else b""
        top = self._draw_band(counter, cover) + 30
        y = self.draw_text(occasion.event_title, _MARGIN, top, width=_WIDTH, look=_TITLE)
        y = self._draw_when_and_where(occasion, y + 14)
        y = self._draw_card(page, y + 22)
        y = self._draw_barcodes(page, occasion, y)
        self._draw_notes(y + 26)
        self._draw_footer(counter)

    def _draw_band(self, counter: str, cover: bytes) -> float:
        """The cover, and below it who it is by and which ticket; returns where the band ends."""
        top, sheet = 0.0, self.sheet
        if cover:
            sheet.draw_picture(cover, 0, 0, width=sheet.w, height=_STRIP)
            top = _STRIP
        sheet.fill_box(0, top, width=sheet.w, height=_BAND, colour=self.colour)
        ink, room = ink_on(self.colour), _WIDTH - _COUNTER - 10
        if self.document.logo:
            sheet.draw_logo(self.document.logo, _MARGIN, top + (_BAND - _LOGO[1]) / 2, box=_LOGO)
        else:
            name = Look((15.0, 13.0, 11.0), bold=True, colour=ink)
            self.draw_text(
                self.document.organization_name, _MARGIN, top + 20, width=room, look=name
            )
        corner = Look((10.0, 8.0), colour=ink, align="end")
        self.draw_text(counter, _RIGHT - _COUNTER, top + 23, width=_COUNTER, look=corner)
        return top + _BAND

    def _has_room_for_cover(self, occasion: TicketOccasion) -> bool:
        """Whether bar codes that were chosen stand above the footer with it, whatever is said."""
        if not (occasion.has_code_128 or occasion.has_pdf417):
            return True
        height = self.sheet.height_of
        title = height(occasion.event_title, width=_WIDTH, look=_TITLE)
        times = sum(height(each, width=_HALF, look=_TIMES) for each in self._when(occasion))
        places = sum(
            height(each, width=_HALF, look=_VALUE) for each in occasion.venue_lines[:_VENUE_LINES]
        )
        above = _STRIP + _BAND + 30 + title + 14 + 1 + _LABEL.line_height + max(times, places) + 22
        return above + _CARD_HEIGHT + 14 + _BARCODE_HEIGHT <= _PAGE_BOTTOM

    def _draw_when_and_where(self, occasion: TicketOccasion, y: float) -> float:
        _, half = self.gettext, _HALF
        left = self._label(_("When"), _MARGIN, y)
        for line in self._when(occasion):
            left = self.draw_text(line, _MARGIN, left, width=half, look=_TIMES)
        column = _MARGIN + _WIDTH / 2 + 12
        right = self._label(_("Where"), column, y)
        for line in occasion.venue_lines[:_VENUE_LINES]:
            right = self.draw_text(line, column, right, width=half, look=_VALUE)
        return max(left, right)

    def _draw_card(self, page: TicketPage, top: float) -> float:
        sheet, _ = self.sheet, self.gettext
        sheet.fill_box(_MARGIN, top, width=_WIDTH, height=_CARD_HEIGHT, colour=_PANEL)
        accent = self._x(_MARGIN, 5)
        sheet.fill_box(accent, top, width=5, height=_CARD_HEIGHT, colour=self.colour)
        x, y, half = _MARGIN + 24, top + 20, _DETAILS_WIDTH / 2
        y = self._label(_("Attendee"), x, y)
        y = 10 + self.draw_text(page.attendee_name, x, y, width=_DETAILS_WIDTH, look=_NAME)
        y = self._field(_("Ticket"), page.ticket_type, x, y, width=_DETAILS_WIDTH, look=_VALUE)
        if page.seat:
            y = self._field(_("Seat"), page.seat, x, y, width=_DETAILS_WIDTH)
        self._field(_("Order"), self.document.order_number, x, y, width=half - 8)
        self._field(_("Price"), page.price, x + half, y, width=half)
        qr_x = _RIGHT - _QR_SIZE - 20
        sheet.draw_qr(page.code, self._x(qr_x, _QR_SIZE), top + 20, size=_QR_SIZE)
        self.draw_text(
            page.short_code, qr_x, top + _QR_SIZE + 32, width=_QR_SIZE, look=_SPOKEN_CODE
        )
        return top + _CARD_HEIGHT

    def _draw_barcodes(self, page: TicketPage, occasion: TicketOccasion, y: float) -> float:
        """What was chosen beside the QR code, in one row; returns where it ends."""
        x, height = _MARGIN, _BARCODE_HEIGHT
        if occasion.has_code_128 and page.barcode_number:
            top, width = y + 14, _CODE_128_WIDTH
            left = self._x(x, width)
            self.sheet.draw_code128(page.barcode_number, left, top, width=width, height=height)
            x += width + 20
        if occasion.has_pdf417:
            width = _RIGHT - _MARGIN - _CODE_128_WIDTH - 20
            left = self._x(x, width)
            self.sheet.draw_pdf417(page.code, left, y + 14, width=width, height=height)
            x += width
        return y if x == _MARGIN else y + 14 + height

    def _field(
        self,
        label: str,
        value: str,
        x: float,
        y: float,
        *,
        width: float,
        look: Look = _SHORT_VALUE,
    ) -> float:
        return 10 + self.draw_text(value, x, self._label(label, x, y), width=width, look=look)

    def _draw_notes(self, y: float) -> None:
        if not self.document.notes:
            return
        y = self._label(self.gettext("At the entrance"), _MARGIN, y) + 2
        for note in self.document.notes:
            room = int((_PAGE_BOTTOM - y) / _NOTE.line_height)
            if room < 1:
                return
            look = replace(_NOTE, max_lines=min(room, 6))
            y = 4 + self.draw_text(note, _MARGIN, y, width=_WIDTH, look=look)

    def _draw_footer(self, counter: str) -> None:
        document, y = self.document, self.sheet.h - 48
        self.sheet.draw_rule(_MARGIN, y, width=_WIDTH)
        order = f"{self.gettext('Order')} {document.order_number}"
        said = f"{document.organization_name} · {order}"
        self.draw_text(said, _MARGIN, y + 8, width=_WIDTH - _COUNTER - 10, look=_FOOTER)
        corner = replace(_FOOTER, align="end")
        self.draw_text(counter, _RIGHT - _COUNTER, y + 8, width=_COUNTER, look=corner)

    def _when(self, occasion: TicketOccasion) -> Sequence[str]:
        start, end = occasion.starts_at, occasion.ends_at
        if start is None or end is None:
            return (self.gettext("The date will be announced"),)
        return when_lines(start, end, occasion.time_zone, locale=locale_of(self.document.language))

    def _x(self, x: float, width: float) -> float:
        """Where something of that width begins; text is placed by the sheet itself."""
        return self.sheet.w - x - width if self.sheet.is_mirrored else x

    def _label(self, text: str, x: float, y: float) -> float:
        return 1 + self.draw_text(text, x, y, width=_WIDTH / 3, look=_LABEL)


def entry_notes(language: str) -> tuple[str, ...]:
    """How a ticket is shown at the entrance, in a language or the nearest one there is."""
    _ = language_of(language, catalogues=CATALOGUES).translations.gettext
    return (
        _("Show this page at the entrance, on paper or on a screen."),
        _("The code admits one person once. Keep it to yourself: whoever shows it first gets in."),
    )


def _is_mirrored(language: str) -> bool:
    return language_of(language, catalogues=CATALOGUES).direction == "rtl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What is read outside of transactions: the covers by their events, and the logo."""

    covers: Mapping[UUID, bytes] = field(default_factory=dict)
    logo: bytes = b""


def pictures_of(events: Mapping[UUID, Event], branding: Branding) -> Pictures:
    """The covers across the page, drawn where an event has none, and the logo as it is."""
    colour = branding.brand_color
    return Pictures(
        covers={
            event_id: cover_jpeg(each, colour, size=STRIP_PIXELS)
            for event_id, each in events.items()
        },
        logo=logo_png(branding, box=LOGO_PIXELS) or b"",
    )


def document_of(
    events: Mapping[UUID, Event],
    branding: Branding,
    options: PdfOptions,
    *,
    tickets: Mapping[str, Ticket],
    pictures: Pictures = Pictures(),
    barcodes: Mapping[UUID, TicketBarcodes] = MappingProxyType({}),
) -> TicketDocument:
    """The printable document of these tickets, keyed by their codes; `events` are those of all.

    Each page tells its own event: a pass has tickets of several.
    """
    occasions = {
        event_id: _occasion(
            each, pictures.covers.get(event_id, b""), barcodes=barcodes.get(event_id)
        )
        for event_id, each in events.items()
    }
    return from_attributes(
        TicketDocument,
        occasions[next(iter(tickets.values())).event_id],
        organization_name=branding.name,
        colour=branding.brand_color or DEFAULT_COLOUR,
        order_number=options.order_number,
        issued_at=max(ticket.issued_at for ticket in tickets.values()),
        pages=[
            _page(code, ticket, options, occasions[ticket.event_id])
            for code, ticket in tickets.items()
        ],
        notes=entry_notes(options.language) if options.has_notes else (),
        language=options.language,
        logo=pictures.logo,
    )


def _occasion(event: Event, cover: bytes, *, barcodes: TicketBarcodes | None) -> TicketOccasion:
    return from_attributes(
        TicketOccasion,
        event,
        event_title=event.title,
        venue_lines=place_lines(event),
        cover=cover,
        has_code_128=barcodes is not None and barcodes.has_code_128,
        has_pdf417=barcodes is not None and barcodes.has_pdf417,
    )


def _page(code: str, ticket: Ticket, options: PdfOptions, occasion: TicketOccasion) -> TicketPage:
    line, language = options.lines[ticket.ticket_type_id], locale_of(options.language).language
    return TicketPage(
        attendee_name=ticket.holder_name,
        ticket_type=line.name,
        price="–" if line.price.is_zero else money_on_page(line.price, language),
        code=code,
        short_code=ticket.short_code,
        barcode_number=ticket.barcode_number,
        occasion=occasion,
    )
