"""Turns a view into HTML: one Jinja environment, compiled once, with everything escaped."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from flask import has_request_context, request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from turnout.site.l10n import i18n
from turnout.site.layout.views import Link, Page
from turnout.site.rendering.assets import Assets, brand_sheet_path

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
PANEL = "<!--tickets-->"
"""Stands in the event's template where the tickets go: they are rendered by themselves."""
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Renderer:
    """The templates of all rooms; what they call besides is given by the rooms themselves."""

    def __init__(
        self,
        assets: Assets,
        *,
        functions: Mapping[str, object] = NOTHING,
        filters: Mapping[str, Callable[..., object]] = NOTHING,
        site_name: str = "Turnout",
    ) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(("html", "xml")),
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.globals |= {
            "site_name": site_name,
            "current": "",
            "entry": "site",
            "asset": assets.script,
            "asset_modules": assets.modules,
            "asset_styles": assets.styles,
            "asset_font": assets.font,
            "asset_late_fonts": assets.late_fonts,
            "asset_icon": assets.icon,
            "language_names": i18n.NAMES,
            "page_path": page_path,
            "report_path": report_path,
            **functions,
        }
        self._environment.filters |= {
            "safe_html": sanitised,
            "points_json": attribute_json,
            **filters,
        }
        i18n.install(self._environment)

    def page(self, template: str, page: Page, view: Any) -> str:
        return self._environment.get_template(template).render(page=_spoken(page), view=view)

    def event(self, page: Page, view: object) -> str:
        """An event's page with its tickets in place."""
        return self.page("event.html", page, view).replace(PANEL, self.panel(view), 1)

    def panel(self, view: object) -> str:
        """The tickets of an event's page alone: what changes with every sale."""
        module = self._environment.get_template("parts/tickets.html").module
        return str(module.ticket_panel(view))  # type: ignore[attr-defined]  # a macro

    def programme(self, view: object) -> str:
        """The programme alone, for a page that is there already."""
        module = self._environment.get_template("parts/programme.html").module
        return str(module.programme_section(view))  # type: ignore[attr-defined]  # a macro

    def file(self, template: str, **values: Any) -> str:
        """A page for machines: sitemap, robots, feed."""
        return self._environment.get_template(template).render(**values)


def page_path(page: Page) -> str:
    """The address of the page without its query, which is the visitor's own."""
    return page.path or (quote(request.path) if has_request_context() else "/")


OF_ORGANIZATIONS: Final = frozenset(
    {"", "series", "terms", "privacy", "imprint", "follow", "report"}
)
"""What stands below an organization's address and is no event."""


def report_path(page: Page) -> str:
    """Where the page is reported: as its event's, or as its organization's."""
    slug = page.home.slug if page.home else ""
    home, _, rest = page_path(page).strip("/").partition("/")
    event = rest.partition("/")[0]
    is_event = home == slug and event not in OF_ORGANIZATIONS
    return f"/{slug}/{event}/report" if is_event else f"/{slug}/report"


def _spoken(page: Page) -> Page:
    """The page with its language, and with its addresses in the others where it may be found."""
    spoken = i18n.speech()
    sheet = brand_sheet_path(page.home.brand_color) if page.home else page.brand_sheet
    page = replace(page, locale=spoken.language, direction=spoken.direction, brand_sheet=sheet)
    if not (page.indexable and page.canonical_url) or page.alternates:
        return page
    named = f"?{i18n.LANGUAGE}={spoken.named}" if spoken.named else ""
    return replace(
        page,
        alternates=tuple(
            Link(label=tag, url=url) for tag, url in i18n.alternates(page.canonical_url)
        ),
        canonical_url=page.canonical_url + named,
    )


def sanitised(html: str) -> Markup:
    """Marks text that was cleaned when it was written, or drawn by ourselves."""
    return Markup(html)  # noqa: S704


def attribute_json(values: Iterable[Any]) -> str:
    """Frozen values as JSON, which the template escapes into an attribute."""
    return json.dumps([asdict(each) for each in values], ensure_ascii=False, separators=(",", ":"))


def script_json(value: object) -> Markup:
    """JSON that cannot end the script element it stands in, whatever the strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704
