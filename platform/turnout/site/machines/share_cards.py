"""The picture that goes along when a page is shared: what it says, its address, its drawing."""

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from flask import redirect
from PIL import Image, ImageDraw
from werkzeug.wrappers import Response as AnyResponse

from turnout.assets.paper.shaping import Style, fit, shape_line
from turnout.kernel.errors import NotFound
from turnout.l10n.formats import clock
from turnout.site.events.views import EventPage, SeriesPage, SessionPage, SpeakerPage
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import LANGUAGES, _, language, speaking
from turnout.site.layout.page_access import count_request
from turnout.site.layout.views import OrganizationPage
from turnout.site.machines.text_raster import Colour, draw_line
from turnout.site.rendering.headers import SEARCHED, page_response

WIDTH: Final = 1200
HEIGHT: Final = 630
EDGE: Final = 84
SHORT_SIZES: Final = (120, 108, 96)
"""Of a title that fits one line."""
TITLE_SIZES: Final = (84, 72, 62, 54)
LINE_SIZES: Final = (38, 34, 30)
LEADING: Final = 1.18
INK: Final = (255, 255, 255)
SOFT: Final = (226, 236, 234)
SCHEMES: Final[tuple[tuple[str, str, str], ...]] = (
    ("#0b5e57", "#12827a", "#f2b45c"),
    ("#25346b", "#4058a8", "#f08a6c"),
    ("#6b2140", "#a43a5f", "#f6c48a"),
    ("#3b3a1f", "#6c6a35", "#e8d07a"),
    ("#16425b", "#2a6f92", "#9fd3c7"),
    ("#5a2a12", "#96491f", "#f3c35a"),
    ("#33235e", "#5f46a0", "#e79ac0"),
    ("#1c3d2a", "#3a6e48", "#f0e2a0"),
)
"""The colours of drawn covers, in their order: from, to, and the disc."""
DISC: Final = 190
RING_STEP: Final = 46
RINGS: Final = 12
RING_LIGHT: Final = 24
DRAWING: Final = "1"
"""Raised when the drawing changes: another picture must have another address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    title: str
    above: str = ""
    """Who or what it belongs to."""
    below: tuple[str, ...] = ()
    """When and where."""
    pattern: int = 0
    language: str = ""
    """Decides how characters look that languages share."""

    @property
    def mark(self) -> str:
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:20]


@lru_cache(maxsize=48)
def png_of(card: Card) -> bytes:
    """1200 by 630 pixels, the size that every network takes; some tens of kilobytes."""
    style = Style(bold=True, language=card.language)
    room = WIDTH - 2 * EDGE
    is_short = shape_line(card.title, style).width * SHORT_SIZES[-1] <= room
    sizes = SHORT_SIZES if is_short else TITLE_SIZES
    title = fit(card.title, style, width=room, sizes=sizes, max_lines=1 if is_short else 3)
    is_rtl = any(piece.is_rtl for line in title.lines[:1] for piece in line.pieces)
    image = _background(card.pattern % len(SCHEMES), is_rtl).copy()
    if card.above:
        _write(image, card.above, 118, is_rtl=is_rtl, colour=SOFT, bold=True)
    step = round(title.size * LEADING)
    y = 330 - step * (len(title.lines) - 1) // 2 + round(title.size * 0.2)
    for line in title.lines:
        width = line.width * title.size
        x = WIDTH - EDGE - width if is_rtl else float(EDGE)
        draw_line(image, line, (x, y), size=round(title.size), colour=INK)
        y += step
    for number, text in enumerate(reversed(card.below)):
        _write(image, text, 556 - number * 52, is_rtl=is_rtl, colour=INK, bold=number > 0)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _write(
    image: Image.Image, text: str, y: int, *, is_rtl: bool, colour: Colour, bold: bool
) -> None:
    style = Style(bold=bold)
    fitted = fit(text, style, width=WIDTH * 0.72, sizes=LINE_SIZES, max_lines=1)
    line = fitted.lines[0] if fitted.lines else shape_line("", style)
    width = line.width * fitted.size
    x = WIDTH - EDGE - width if is_rtl else float(EDGE)
    draw_line(image, line, (x, y), size=round(fitted.size), colour=colour)


@lru_cache(maxsize=4)
def _background(pattern: int, is_rtl: bool) -> Image.Image:  # noqa: FBT001  half of the cache's key
    """The colours of a drawn cover with its disc and rings in the lower corner."""
    first, second, disc = SCHEMES[pattern]
    ramp = Image.linear_gradient("L").resize((2 * WIDTH, 2 * WIDTH))
    turned = ramp.rotate(65, resample=Image.Resampling.BILINEAR)
    box = (WIDTH - WIDTH // 2, WIDTH - HEIGHT // 2)
    mask = turned.crop((*box, box[0] + WIDTH, box[1] + HEIGHT))
    image = Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), second), Image.new("RGB", (WIDTH, HEIGHT), first), mask
    )
    _decorate(image, disc)
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if is_rtl else image


def _decorate(image: Image.Image, disc: str) -> None:
    twice = (WIDTH * 2, HEIGHT * 2)
    x, y = round(twice[0] * 0.93), round(twice[1] * 1.08)
    rings = Image.new("L", twice)
    pen = ImageDraw.Draw(rings)
    for number in range(RINGS, 0, -1):
        radius = (DISC + number * RING_STEP) * 2
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RING_LIGHT, width=5)
    image.paste((255, 255, 255), (0, 0), rings.resize(image.size, Image.Resampling.BOX))
    circle = Image.new("L", twice)
    radius = DISC * 2
    ImageDraw.Draw(circle).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    image.paste(disc, (0, 0), circle.resize(image.size, Image.Resampling.BOX))


PNG: Final = "image/png"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
NAME: Final = re.compile(r"([a-z]{2})-([0-9a-f]{20})\.png")
SITE: Final = "Turnout"
LONGEST: Final = 200
"""Of a title; what is longer is cut on the picture anyway."""


def site_card() -> Card:
    """The picture of pages that belong to no organization."""
    return Card(title=SITE, below=(_("Events to go to, sold by the people who run them."),))


def event_card(view: EventPage) -> Card:
    return Card(
        title=view.title[:LONGEST],
        above=view.organization.name[:LONGEST],
        below=_lines(formats.span_text(view.starts_at, view.ends_at), view.place),
        pattern=view.pattern,
        language=view.language,
    )


def session_card(view: SessionPage) -> Card:
    when = f"{formats.day_of_year(view.starts_at)}, {clock(view.starts_at)}"
    return Card(
        title=view.title[:LONGEST],
        above=view.event.title[:LONGEST],
        below=_lines(", ".join(each.name for each in view.speakers), _joined(when, view.room)),
        pattern=view.event.pattern,
        language=view.language,
    )


def speaker_card(view: SpeakerPage) -> Card:
    speaker = view.speaker
    return Card(
        title=speaker.name[:LONGEST],
        above=view.event.title[:LONGEST],
        below=_lines(_joined(speaker.title, speaker.company)),
        pattern=view.event.pattern,
    )


def organization_card(view: OrganizationPage) -> Card:
    return Card(
        title=view.organization.name[:LONGEST],
        below=_lines(view.website.label if view.website else ""),
        pattern=len(view.organization.slug),
    )


def series_card(view: SeriesPage) -> Card:
    """From the first event to the last of those to come, or of all when all are over."""
    shown = view.upcoming or tuple(reversed(view.past))
    when = (
        formats.span_text(shown[0].starts_at, max(each.ends_at for each in shown)) if shown else ""
    )
    places = {each.place for each in shown}
    return Card(
        title=view.title[:LONGEST],
        above=view.organization.name[:LONGEST],
        below=_lines(when, places.pop() if len(places) == 1 else ""),
        pattern=len(view.title),
    )


def site_image() -> str:
    return _below("/events", site_card())


def event_image(view: EventPage) -> str:
    return _below(view.url, event_card(view))


def session_image(view: SessionPage) -> str:
    return _below(view.url, session_card(view))


def speaker_image(view: SpeakerPage) -> str:
    return _below(view.url, speaker_card(view))


def series_image(view: SeriesPage) -> str:
    """With the site's own address before it, as the series' page gives its own."""
    return _below(view.url, series_card(view))


def organization_image(view: OrganizationPage) -> str:
    """Under a name that no event of the organization can have."""
    return f"/{view.organization.slug}/share.png/{name_of(organization_card(view))}"


def name_of(card: Card) -> str:
    return f"{quote(language())}-{card.mark}.png"


def _below(url: str, card: Card) -> str:
    return f"{url}/share/{name_of(card)}"


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(text[:LONGEST] for text in texts if text)


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def picture_response(name: str, card: Callable[[], Card]) -> AnyResponse:
    """The picture under its own name for good; a former name leads to the present one."""
    found = NAME.fullmatch(name)
    if found is None or found[1] not in LANGUAGES:
        raise NotFound
    count_request()
    with speaking(found[1]):
        wanted = card()
        present = name_of(wanted)
    if present != name:
        response = redirect(present, 302)
        response.headers["Cache-Control"] = SEARCHED
        return response
    count_request("search")
    return page_response(png_of(wanted), caching=FOR_GOOD, content_type=PNG)
