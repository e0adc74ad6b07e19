"""The hashed files of the browser build by their entry point, pictures, and brands' sheets."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape

from turnout.l10n.brand_colours import Accent, dark_accent, light_accent
from turnout.modules.files import api as files

BUILD_URL = "/"
_FONT = "node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2"
_LATE_FONTS = "src/ui/late-fonts.css"
_ICON = "src/ui/icon.svg"


class Assets:
    """The build in one folder. Without a build, pages come out plain but whole.

    An entry is named after its folder under `src/features`.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._files = _read_manifest(directory)
        self._entries = {
            str(chunk["name"]): key for key, chunk in self._files.items() if chunk.get("isEntry")
        }

    def script(self, entry: str) -> str | None:
        return self.file(self._entries.get(entry, ""))

    def styles(self, entry: str) -> list[str]:
        """The style sheets of an entry and of everything it imports, each once, imports first."""
        found: list[str] = []
        self._collect(self._entries.get(entry, ""), found)
        return [BUILD_URL + name for name in found]

    def modules(self, entry: str) -> list[str]:
        """The scripts that an entry cannot start without, for the browser to fetch at once."""
        found: list[str] = []
        self._follow(self._entries.get(entry, ""), found)
        return [BUILD_URL + name for name in found]

    def later(self, entry: str) -> list[str]:
        """Every built file that an entry may ask for, now or later: for who keeps it offline."""
        waiting = [self._entries.get(entry, "")]
        found: dict[str, None] = {}
        for key in waiting:
            chunk = self._files.get(key, {})
            names = (chunk.get("file"), *chunk.get("css", ()), *chunk.get("assets", ()))
            found |= dict.fromkeys(BUILD_URL + str(name) for name in names if name)
            more = (*chunk.get("imports", ()), *chunk.get("dynamicImports", ()))
            waiting.extend(each for each in dict.fromkeys(more) if each not in waiting)
        return list(found)

    def font(self) -> str | None:
        """The one font worth fetching before the style sheet has been read."""
        return self.file(_FONT)

    def late_fonts(self) -> str | None:
        """The sheet of fonts that a page fetches once it is drawn."""
        return self.file(_LATE_FONTS)

    def icon(self) -> str | None:
        return self.file(_ICON)

    def file(self, key: str) -> str | None:
        """The address of a built file by its place in the sources."""
        chunk = self._files.get(key)
        return BUILD_URL + str(chunk["file"]) if chunk else None

    def _collect(self, key: str, found: list[str]) -> None:
        chunk = self._files.get(key, {})
        for imported in chunk.get("imports", ()):
            self._collect(imported, found)
        found.extend(name for name in chunk.get("css", ()) if name not in found)

    def _follow(self, key: str, found: list[str]) -> None:
        for imported in self._files.get(key, {}).get("imports", ()):
            name = str(self._files[imported]["file"])
            if name not in found:
                found.append(name)
                self._follow(imported, found)


@lru_cache(maxsize=4)
def _read_manifest(directory: Path) -> dict[str, Any]:
    path = directory / "manifest.json"
    if not path.is_file():
        return {}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


BRAND_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
TRACK_SHADES: Final = 10
"""How many colours of ours tracks without one of their own take turns with: `shade-0` and so on."""
BRAND_RELEASE: Final = "1"
"""Part of the address, which browsers keep for a year: raise it when the sheet changes."""
CARD: Final = "(min-width: 64rem) 25rem, (min-width: 40rem) 50vw, 100vw"
WIDE: Final = "(min-width: 80rem) 76rem, 100vw"
SMALL: Final = "4rem"
CENTRE: Final = 50
LOGO: Final = "12rem"


def picture(
    image: files.Picture, *, alt: str = "", sizes: str = CARD, is_first: bool = False
) -> Markup:
    """The image with its own size, so that nothing moves when it comes; late unless it is first."""
    sources = "".join(
        f'<source type="{escape(each.media_type)}" srcset="{escape(each.srcset)}" sizes="{sizes}">'
        for each in image.sources
    )
    when = 'fetchpriority="high"' if is_first else 'loading="lazy"'
    focus = _focus_classes(image)
    return Markup(  # noqa: S704  every text of others is escaped
        f'<picture>{sources}<img src="{escape(image.src)}" alt="{escape(alt)}"{focus}'
        f' width="{image.width}" height="{image.height}" {when} decoding="async"></picture>'
    )


def _focus_classes(image: files.Picture) -> str:
    """Classes of `cards.css` for a focus off the middle, since our pages allow no inline style."""
    places = {"x": round(image.focus_x, -1), "y": round(image.focus_y, -1)}
    names = [f"focus-{side}-{place}" for side, place in places.items() if place != CENTRE]
    return f' class="{" ".join(names)}"' if names else ""


def tint(image: files.Picture) -> Markup:
    """The image's mean colour until it is there: drawn, since our pages allow no inline style."""
    if not image.placeholder:
        return Markup("")
    return Markup(  # noqa: S704  escaped
        '<svg class="cover__tint" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 1 1">'
        f'<rect width="1" height="1" fill="{escape(image.placeholder)}"/></svg>'
    )


def track_dot(colour: str, number: int | None = None) -> Markup:
    """A track's colour, drawn for the same reason; by its number where the organizer chose none."""
    if not BRAND_COLOUR.fullmatch(colour):
        shade = track_shade(number)
        return Markup(f'<span class="track-dot {shade}"></span>' if shade else "")  # noqa: S704  ours
    return Markup(  # noqa: S704  six digits and a hash
        '<svg class="track-dot" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 1 1">'
        f'<rect width="1" height="1" fill="{colour}"/></svg>'
    )


def track_shade(number: int | None) -> str:
    """The class of one of our own colours, for the track at that place; empty for none."""
    return "" if number is None else f"shade-{number % TRACK_SHADES}"


def brand_sheet_path(brand_color: str) -> str:
    """Where the style sheet of a colour is; empty for an organization without one."""
    if not BRAND_COLOUR.fullmatch(brand_color):
        return ""
    return f"/assets/brand-{BRAND_RELEASE}-{brand_color[1:].lower()}.css"


def brand_sheet(brand_color: str) -> str:
    """The custom properties that `tokens.css` prefers to the platform's own accent.

    High contrast keeps its own colours: nobody who asks for it asks for a brand.
    """
    light = _properties("light", light_accent(brand_color))
    dark = _properties("dark", dark_accent(brand_color))
    return f":root{{{light};{dark}}}\n"


def _properties(theme: str, accent: Accent) -> str:
    values = {"": accent.plain, "-deep": accent.deep, "-ink": accent.ink, "-wash": accent.wash}
    return ";".join(f"--brand-{theme}{part}:{value}" for part, value in values.items())
