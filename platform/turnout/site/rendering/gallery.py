"""The gallery of components, for who builds pages and for visual tests; not in production."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Flask, Response, request

from turnout.site.layout.page_access import page
from turnout.site.layout.views import Link, Page
from turnout.site.rendering.assets import brand_sheet_path
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer

ADDRESS: Final = "/system/gallery"
"""No organization can be called `system`."""
SWITCHES: Final[dict[str, dict[str, str]]] = {
    "theme": {"as the device": "", "light": "light", "dark": "dark", "contrast": "contrast"},
    "lang": {each: each for each in ("en", "es", "fr", "de", "ar", "hi", "so")},
    "dir": {"as the language": "", "left to right": "ltr", "right to left": "rtl"},
    "brand": {"none": "", "yellow": "ffd400", "pink": "ff2d8a", "navy": "0a1a3f", "grey": "8a8a8a"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    name: str
    links: tuple[Link, ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryPage:
    switches: tuple[Switch, ...]


def add_to(app: Flask, renderer: Renderer) -> None:
    @page("components are no secret, and production does not have this page")
    def gallery() -> Response:
        about = Page(
            title="Components",
            indexable=False,
            brand_sheet=brand_sheet_path(f"#{request.args.get('brand', '')}"),
        )
        body = renderer.page("gallery.html", about, GalleryPage(switches=tuple(_switches())))
        return page_response(body, caching=PERSONAL)

    app.add_url_rule(ADDRESS, "site.gallery", gallery)


def _switches() -> Iterator[Switch]:
    """Every switch with links that change it alone."""
    now = {name: request.args.get(name, "") for name in SWITCHES}
    for name, values in SWITCHES.items():
        links = tuple(
            Link(label=label, url=_address(now | {name: value})) for label, value in values.items()
        )
        chosen = next((label for label, value in values.items() if value == now[name]), "")
        yield Switch(name=name, links=links, chosen=chosen)


def _address(values: dict[str, str]) -> str:
    chosen = urlencode({name: value for name, value in values.items() if value})
    return f"{ADDRESS}?{chosen}" if chosen else ADDRESS
