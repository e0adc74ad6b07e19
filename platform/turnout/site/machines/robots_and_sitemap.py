"""What crawlers are told: which pages there are, and where not to go."""

from typing import Final

from flask import Flask, Response

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.layout.page_access import count_request, page
from turnout.site.machines import feeds
from turnout.site.rendering.headers import public_page
from turnout.site.rendering.renderer import Renderer

MINUTE: Final = "public, max-age=60"
TEXT: Final = "text/plain; charset=utf-8"


class MachineRoutes:
    def __init__(self, renderer: Renderer, base_url: str) -> None:
        self._renderer = renderer
        self._base_url = base_url

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/sitemap.xml", "site.sitemap", self.sitemap)
        app.add_url_rule("/sitemap-<int:part>.xml", "site.sitemap_part", self.sitemap_part)
        app.add_url_rule("/robots.txt", "site.robots", self.robots)

    @page("crawlers are told what is public")
    def sitemap(self) -> Response:
        """All pages, or an index of the files that name them where one is not enough."""
        count_request()
        parts, changed_at = feeds.sitemap_parts()
        if parts == 1:
            return self._entries(1)
        body = self._renderer.file(
            "sitemap_index.xml", parts=parts, changed_at=changed_at, base_url=self._base_url
        )
        return public_page(body, caching=MINUTE, content_type=feeds.XML)

    @page("crawlers are told what is public")
    def sitemap_part(self, part: int) -> Response:
        count_request()
        parts, _ = feeds.sitemap_parts()
        if not 1 <= part <= parts:
            raise NotFound
        return self._entries(part)

    @page("crawlers are told where not to go")
    def robots(self) -> Response:
        count_request()
        body = self._renderer.file(
            "robots.txt",
            closed=discovery.list_noindex(),
            sitemap_url=f"{self._base_url}/sitemap.xml",
        )
        return public_page(body, caching=MINUTE, content_type=TEXT)

    def _entries(self, part: int) -> Response:
        entries = feeds.sitemap_entries(self._base_url, part)
        body = self._renderer.file("sitemap.xml", entries=entries)
        return public_page(body, caching=MINUTE, content_type=feeds.XML)
