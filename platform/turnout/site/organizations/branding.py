"""Whose page it is: an organization's colours as a style sheet of its own, and the icon."""

import re
from typing import Final

from flask import Flask, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.l10n.brand_colours import Accent, dark_accent, light_accent
from turnout.site.layout.page_access import page
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.headers import page_response

COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
RELEASE: Final = "1"
"""Part of the address, which browsers keep for a year: raise it when the sheet changes."""
FOREVER: Final = "public, max-age=31536000, immutable"
STYLES: Final = "text/css; charset=utf-8"


def sheet_path(brand_color: str) -> str:
    """Where the style sheet of a colour is; empty for an organization without one."""
    if not COLOUR.fullmatch(brand_color):
        return ""
    return f"/assets/brand-{RELEASE}-{brand_color[1:].lower()}.css"


def sheet(brand_color: str) -> str:
    """The custom properties that `tokens.css` prefers to the platform's own accent.

    High contrast keeps its own colours: nobody who asks for it asks for a brand.
    """
    light = _properties("light", light_accent(brand_color))
    dark = _properties("dark", dark_accent(brand_color))
    return f":root{{{light};{dark}}}\n"


def add_to(app: Flask, assets: Assets) -> None:
    rule = f"/assets/brand-{RELEASE}-<colour>.css"
    app.add_url_rule(rule, "site.brand_sheet", _brand_sheet)

    @page("the platform's sign is for every browser")
    def icon() -> AnyResponse:
        """What browsers ask for where no page has named the icon, such as beside JSON."""
        found = assets.icon()
        if found is None:
            raise NotFound
        return redirect(found, 302)

    app.add_url_rule("/favicon.ico", "site.icon", icon)


@page("colours are no secret; the sheet is made of its address alone")
def _brand_sheet(colour: str) -> Response:
    found = f"#{colour}"
    if sheet_path(found) != f"/assets/brand-{RELEASE}-{colour}.css":
        raise NotFound
    return page_response(sheet(found), caching=FOREVER, content_type=STYLES)


def _properties(theme: str, accent: Accent) -> str:
    values = {"": accent.plain, "-deep": accent.deep, "-ink": accent.ink, "-wash": accent.wash}
    return ";".join(f"--brand-{theme}{part}:{value}" for part, value in values.items())
