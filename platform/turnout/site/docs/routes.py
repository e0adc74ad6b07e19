"""The addresses of the API's documentation: the guide, and the operations by subject."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from flask import Flask, Response

from turnout.kernel.errors import NotFound
from turnout.site.docs.reference import Group, Reference, reference_of
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import LOOK, add_pages, page
from turnout.site.layout.views import Page
from turnout.site.rendering.headers import public_page
from turnout.site.rendering.renderer import Renderer

ADDRESS: Final = "/api/docs"
OPENAPI: Final = "/api/openapi.json"
KEPT: Final = "public, max-age=60"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentationPage:
    """The guide, or the operations of one group."""

    reference: Reference
    site: str
    openapi_url: str = OPENAPI
    group: Group | None = None


class DocumentationRoutes:
    """`document` gives the OpenAPI document; it is read when a page is first asked for."""

    def __init__(
        self, renderer: Renderer, base_url: str, *, document: Callable[[], Mapping[str, Any]]
    ) -> None:
        self._renderer = renderer
        self._base_url = base_url
        self._document = document

    def add_to(self, app: Flask) -> None:
        rules = (
            (ADDRESS, self.api_guide, LOOK),
            (f"{ADDRESS}/<slug>", self.api_group, LOOK),
        )
        add_pages(app, rules)

    @cached_property
    def _reference(self) -> Reference:
        return reference_of(self._document(), self._base_url)

    @page("the API's documentation is for every developer")
    def api_guide(self) -> Response:
        return self._shown(ADDRESS, _("API"))

    @page("the API's documentation is for every developer")
    def api_group(self, slug: str) -> Response:
        group = self._reference.groups.get(slug)
        if group is None:
            raise NotFound
        return self._shown(f"{ADDRESS}/{slug}", f"{group.title} · {_('API')}", group)

    def _shown(self, path: str, title: str, group: Group | None = None) -> Response:
        about = Page(
            title=title,
            description=_("The API of Turnout, to read and to try."),
            canonical_url=f"{self._base_url}{path}",
        )
        view = DocumentationPage(reference=self._reference, site=self._base_url, group=group)
        return public_page(self._renderer.page("docs.html", about, view), caching=KEPT)
