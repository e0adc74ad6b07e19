"""The drawing of a share card: a panel in the brand's colour beside the cover."""

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from PIL import Image, ImageDraw

from turnout.assets.paper.fonts import DISPLAY
from turnout.assets.paper.glyphs import Fitted, Style, fit, shape_line
from turnout.assets.paper.text_raster import Colour, draw_line
from turnout.covers.covers import PLATFORM, Cover, cover_named
from turnout.covers.crops import CENTRE, Focus, cropped, on_white
from turnout.l10n.brand_colours import colours_of, parse_colour
from turnout.modules.events.api import open_image

WIDTH: Final = 1200
HEIGHT: Final = 630
PANEL: Final = 650
"""How wide the panel with the words is; the picture takes the rest."""
EDGE: Final = 64
ROOM: Final = PANEL - 2 * EDGE
TITLE_SIZES: Final = (86, 76, 68, 60, 54, 48)
TITLE_LINES: Final = 4
CAPITALS: Final = 0.74
"""Of the size: how high they stand."""
TITLE_TOP: Final = 184
LINE_SIZES: Final = (34, 31, 28)
ABOVE_SIZES: Final = (30, 27, 24)
LEADING: Final = 1.12
LINE_STEP: Final = 46
LOGO_BOX: Final = (300, 76)
LOGO_EDGE: Final = 14
ROUND: Final = 16
FIRST_LINE: Final = 556
"""The baseline of the last line below the title."""
ABOVE_LINE: Final = 104
NAME: Final = re.compile(r"/assets/cover-(.+)\.svg")
FILE: Final = re.compile(r"/api/v1/organizations/([0-9a-f-]{36})/files/([0-9a-f-]{36})/public")


class PictureAway(Exception):
    """A picture that belongs on the card cannot be read at the moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    title: str
    above: str = ""
    """Who or what it belongs to."""
    below: tuple[str, ...] = ()
    """When and where."""
    brand_color: str = ""
    font: str = "sans"
    picture: str = ""
    """The address of a public image, or of a drawn cover."""
    focus: Focus = CENTRE
    logo: str = ""
    language: str = ""
    """Decides how characters look that languages share."""

    @property
    def is_photo(self) -> bool:
        return FILE.fullmatch(self.picture) is not None


@lru_cache(maxsize=48)
def draw(card: Card, *, with_files: bool = True) -> bytes:
    """1200 by 630 pixels, the size that every network takes: PNG, or JPEG with a photograph.

    PictureAway while a picture's store is away; without files it is drawn as if it had none.
    """
    style = Style(bold=True, language=card.language, family=DISPLAY.get(card.font, ""))
    title = _fit_title(card, style)
    is_rtl = any(piece.is_rtl for line in title.lines[:1] for piece in line.pieces)
    colours = colours_of(card.brand_color or PLATFORM)
    image = Image.new("RGB", (WIDTH, HEIGHT), colours.surface)
    image.paste(_picture(card, with_files=with_files), (0 if is_rtl else PANEL, 0))
    words = _Words(image, parse_colour(colours.ink), is_rtl=is_rtl, language=card.language)
    has_logo = with_files and bool(card.logo) and _paste_logo(image, card.logo, is_rtl=is_rtl)
    if card.above and not has_logo:
        words.line(card.above, ABOVE_LINE, sizes=ABOVE_SIZES, bold=True)
    words.title(title, lines_below=len(card.below))
    for number, text in enumerate(reversed(card.below)):
        is_first = number == len(card.below) - 1
        words.line(text, FIRST_LINE - number * LINE_STEP, sizes=LINE_SIZES, bold=is_first)
    out = io.BytesIO()
    if card.is_photo and with_files:
        image.save(out, "JPEG", quality=88, subsampling=0, optimize=True, progressive=True)
    else:
        image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _fit_title(card: Card, style: Style) -> Fitted:
    """As large as it fits the panel without a word broken; the smallest size breaks and cuts."""
    longest = max((shape_line(each, style).width for each in card.title.split()), default=0.0)
    room = _title_bottom(len(card.below)) - TITLE_TOP
    for size in TITLE_SIZES[:-1]:
        fitted = fit(card.title, style, width=ROOM, sizes=(size,), max_lines=TITLE_LINES + 1)
        if len(fitted.lines) <= TITLE_LINES and longest * size <= ROOM and _high(fitted) <= room:
            return fitted
    return fit(card.title, style, width=ROOM, sizes=TITLE_SIZES[-1:], max_lines=TITLE_LINES)


def _title_bottom(lines_below: int) -> int:
    return FIRST_LINE - lines_below * LINE_STEP - 20


def _high(title: Fitted) -> float:
    """From the top of its capitals to its last baseline."""
    return round(title.size * LEADING) * (len(title.lines) - 1) + title.size * CAPITALS


@dataclass(frozen=True, slots=True)
class _Words:
    """Writes on the panel, from the side at which its script begins."""

    image: Image.Image
    ink: Colour
    is_rtl: bool
    language: str

    def title(self, title: Fitted, *, lines_below: int) -> None:
        """In the middle between what stands above and what stands below."""
        step = round(title.size * LEADING)
        spare = _title_bottom(lines_below) - TITLE_TOP - _high(title)
        y = TITLE_TOP + max(0.0, spare / 2) + title.size * CAPITALS
        for line in title.lines:
            x = self._start(line.width * title.size)
            draw_line(self.image, line, (x, y), size=round(title.size), colour=self.ink)
            y += step

    def line(self, text: str, y: int, *, sizes: tuple[int, ...], bold: bool) -> None:
        style = Style(bold=bold, language=self.language)
        fitted = fit(text, style, width=ROOM, sizes=sizes, max_lines=1)
        line = fitted.lines[0] if fitted.lines else shape_line("", style)
        x = self._start(line.width * fitted.size)
        draw_line(self.image, line, (x, y), size=round(fitted.size), colour=self.ink)

    def _start(self, width: float) -> float:
        return WIDTH - EDGE - width if self.is_rtl else float(EDGE)


def _picture(card: Card, *, with_files: bool) -> Image.Image:
    """The cover beside the panel, cut around its focus; drawn where there is none."""
    size = (WIDTH - PANEL, HEIGHT)
    found = FILE.fullmatch(card.picture)
    if found is not None and with_files:
        image = open_image(UUID(found[1]), UUID(found[2]))
        if image is None:
            raise PictureAway
        return cropped(image, size, focus=card.focus)
    name = NAME.fullmatch(card.picture)
    drawn = cover_named(name[1]) if name else None
    drawn = drawn or Cover("tiles", card.brand_color or PLATFORM, len(card.title))
    return cropped(drawn.image(WIDTH), size)


def _paste_logo(image: Image.Image, path: str, *, is_rtl: bool) -> bool:
    """The logo on white, as on the organization's pages; whether there is one."""
    found = FILE.fullmatch(path)
    if found is None:
        return False
    logo = open_image(UUID(found[1]), UUID(found[2]))
    if logo is None:
        raise PictureAway
    with suppress(ValueError):
        logo = on_white(logo)
        scale = min(LOGO_BOX[0] / logo.width, LOGO_BOX[1] / logo.height)
        size = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
        logo = logo.resize(size, Image.Resampling.LANCZOS)
    left = WIDTH - EDGE - logo.width - 2 * LOGO_EDGE if is_rtl else EDGE
    box = (left, 46, left + logo.width + 2 * LOGO_EDGE, 46 + logo.height + 2 * LOGO_EDGE)
    mask = Image.new("L", (image.width * 2, image.height * 2), 0)
    pen = ImageDraw.Draw(mask)
    pen.rounded_rectangle([each * 2 for each in box], radius=ROUND * 2, fill=255)
    image.paste((255, 255, 255), (0, 0), mask.resize(image.size, Image.Resampling.BOX))
    image.paste(logo, (box[0] + LOGO_EDGE, box[1] + LOGO_EDGE))
    return True
