"""Whose page it is: an organization's colours as a style sheet of its own, and the icon."""

from typing import Final

from flask import Flask, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.l10n.brand_colours import Accent, dark_accent, light_accent
from turnout.site.layout.page_access import page
from turnout.site.rendering.assets import BRAND_RELEASE, Assets, brand_sheet_path
from turnout.site.rendering.headers import page_response

FOREVER: Final = "public, max-age=31536000, immutable"
STYLES: Final = "text/css; charset=utf-8"


def sheet(brand_color: str) -> str:
    """The custom properties that `tokens.css` prefers to the platform's own accent.

    High contrast keeps its own colours: nobody who asks for it asks for a brand.
    """
    light = _properties("light", light_accent(brand_color))
    dark = _properties("dark", dark_accent(brand_color))
    return f":root{{{light};{dark}}}\n"


def add_to(app: Flask, assets: Assets) -> None:
    rule = f"/assets/brand-{BRAND_RELEASE}-<colour>.css"
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
    if brand_sheet_path(found) != f"/assets/brand-{BRAND_RELEASE}-{colour}.css":
        raise NotFound
    return page_response(sheet(found), caching=FOREVER, content_type=STYLES)


def _properties(theme: str, accent: Accent) -> str:
    values = {"": accent.plain, "-deep": accent.deep, "-ink": accent.ink, "-wash": accent.wash}
    return ";".join(f"--brand-{theme}{part}:{value}" for part, value in values.items())
