"""The addresses of the public pages."""

from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site import feeds, lists, series_page, structured
from turnout.site.access import count_request, page
from turnout.site.event_routes import EventRoutes
from turnout.site.headers import SEARCHED, page_response
from turnout.site.moved import elsewhere, elsewhere_in_series
from turnout.site.rendering import Renderer
from turnout.site.texts import _
from turnout.site.views import DocumentationPage, Page

OPENAPI: Final = "/api/openapi.json"


class Pages:
    """Every page with its address; `add_to` is the table of contents."""

    def __init__(self, renderer: Renderer, base_url: str) -> None:
        self._renderer = renderer
        self._base_url = base_url

    def add_to(self, app: Flask) -> None:
        rules: tuple[tuple[str, Callable[..., Any]], ...] = (
            ("/", self.landing),
            ("/events", self.directory),
            ("/sitemap.xml", self.sitemap),
            ("/robots.txt", self.robots),
            ("/api/docs", self.documentation),
            ("/<organization>", self.organization),
            ("/<organization>/feed.xml", self.feed),
            ("/<organization>/calendar.ics", self.calendar),
            ("/<organization>/series/<series>", self.series),
        )
        for rule, view in rules:
            app.add_url_rule(rule, f"site.{view.__name__}", view, strict_slashes=False)
        EventRoutes(self._renderer, self._base_url).add_to(app)

    @page("the start page is everybody's")
    def landing(self) -> Response:
        count_request()
        about = Page(
            title="Turnout",
            description=_("Events to go to, sold by the people who run them."),
            canonical_url=f"{self._base_url}/",
        )
        return self._page("landing.html", about, lists.landing_view(), caching=SEARCHED)

    @page("the directory shows what is published")
    def directory(self) -> Response:
        count_request("search" if request.args.get("q") else "read")
        view = lists.directory_view(request.args)
        about = Page(
            title=_("Events"),
            description=_("Find events by name, place and date."),
            canonical_url=f"{self._base_url}/events",
            indexable=not view.filters.active,
        )
        return self._page("directory.html", about, view, caching=SEARCHED)

    @page("an organization's page is public while it is active")
    def organization(self, organization: str) -> AnyResponse:
        count_request()
        found = discovery.find_organization(organization)
        if found is None:
            return elsewhere(organization, None)
        view = lists.organization_view(found, self._base_url)
        about = Page(title=found.name, description=found.description, canonical_url=view.url)
        return self._page("organization.html", about, view, caching=SEARCHED)

    @page("an organization's events are public")
    def feed(self, organization: str) -> Response:
        count_request()
        view = lists.organization_view(self._organization(organization), self._base_url)
        body = self._renderer.file("feed.xml", view=view, base_url=self._base_url)
        return page_response(body, caching=SEARCHED, content_type=feeds.RSS)

    @page("an organization's events are public")
    def calendar(self, organization: str) -> Response:
        count_request()
        body = feeds.calendar_of(self._organization(organization), self._base_url)
        return page_response(body, caching=SEARCHED, content_type=feeds.CALENDAR)

    @page("a series is public when its organizer says so")
    def series(self, organization: str, series: str) -> AnyResponse:
        count_request()
        found = discovery.find_series(organization, series)
        if found is None:
            return elsewhere_in_series(organization, series)
        view = series_page.series_view(found, self._base_url)
        about = Page(
            title=found.title,
            description=found.summary,
            canonical_url=view.url,
            image_url=self._base_url + view.cover.src if view.cover else "",
            json_ld=structured.series_json(view, self._base_url),
        )
        return self._page("series.html", about, view, caching=SEARCHED)

    @page("crawlers are told what is public")
    def sitemap(self) -> Response:
        count_request()
        entries = feeds.sitemap_entries(self._base_url)
        body = self._renderer.file("sitemap.xml", entries=entries)
        return page_response(body, caching="public, max-age=60", content_type=feeds.XML)

    @page("crawlers are told where not to go")
    def robots(self) -> Response:
        body = self._renderer.file(
            "robots.txt", closed=(), sitemap_url=f"{self._base_url}/sitemap.xml"
        )
        return page_response(body, caching="public, max-age=3600", content_type="text/plain")

    @page("the API's documentation is for every developer")
    def documentation(self) -> Response:
        about = Page(
            title=_("API"),
            description=_("The API of Turnout, to read and to try."),
            canonical_url=f"{self._base_url}/api/docs",
        )
        view = DocumentationPage(openapi_url=OPENAPI)
        return self._page("docs.html", about, view, caching="public, max-age=60")

    def _organization(self, slug: str) -> discovery.PublishedOrganization:
        found = discovery.find_organization(slug)
        if found is None:
            raise NotFound
        return found

    def _page(self, template: str, about: Page, view: object, *, caching: str) -> Response:
        return page_response(self._renderer.page(template, about, view), caching=caching)
