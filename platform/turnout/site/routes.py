"""The addresses of the public pages."""

import json
from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site import arguments, availability, checkout, event_page, feeds, lists, series_page
from turnout.site.access import count_request, page
from turnout.site.event_cache import EventPages, Kept, page_of
from turnout.site.event_views import ProgrammeFilters
from turnout.site.headers import PERSONAL, PUBLIC, SEARCHED, page_response, tagged, takes_gzip
from turnout.site.languages import LANGUAGE, in_language
from turnout.site.private_events import find_private
from turnout.site.rendering import Renderer
from turnout.site.texts import _
from turnout.site.views import DocumentationPage, Page

FILTERS: Final = ("day", "track", "room", "text", LANGUAGE)
OPENAPI: Final = "/api/openapi.json"


class Pages:
    """Every page with its address; `add_to` is the table of contents."""

    def __init__(self, renderer: Renderer, base_url: str) -> None:
        self._renderer = renderer
        self._base_url = base_url
        self._events = EventPages(renderer, base_url)

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
            ("/<organization>/<event>", self.event),
            ("/<organization>/<event>/availability.json", self.stock),
            ("/<organization>/<event>/checkout", self.checkout),
            ("/<organization>/<event>/sessions/<session>", self.session),
        )
        for rule, view in rules:
            app.add_url_rule(rule, f"site.{view.__name__}", view, strict_slashes=False)

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
            return self._elsewhere(organization, None)
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
    def series(self, organization: str, series: str) -> Response:
        count_request()
        found = discovery.find_series(organization, series)
        if found is None:
            raise NotFound
        view = series_page.series_view(found, self._base_url)
        about = Page(title=found.title, description=found.summary, canonical_url=view.url)
        return self._page("series.html", about, view, caching=SEARCHED)

    @page("an event's page is public once published")
    def event(self, organization: str, event: str) -> AnyResponse:
        if any(request.args.get(name) for name in FILTERS):
            return self._filtered(organization, event)
        kept = self._events.find((organization, event))
        if kept is None:
            count_request()
            private = find_private(organization, event, base_url=self._base_url)
            if private is None:
                return self._elsewhere(organization, event)
            body = self._renderer.event(page_of(private[1], self._base_url), private[1])
            return page_response(body, caching=PERSONAL)
        response = page_response(b"", caching=PUBLIC)
        response.headers["Vary"] = "Accept-Encoding"
        if takes_gzip():
            response.headers["Content-Encoding"] = "gzip"
            response.set_data(kept.packed)
        else:
            response.set_data(kept.body)
        return tagged(response, kept.etag)

    @page("what is left is shown beside every ticket")
    def stock(self, organization: str, event: str) -> Response:
        kept = self._kept(organization, event)
        left = [
            {"id": ticket.id, "state": ticket.state, "remaining": ticket.remaining}
            for ticket in availability.tickets_of(kept.event, kept.stock, feeds.now())
        ]
        body = json.dumps({"tickets": left})
        return page_response(body, caching="public, max-age=1", content_type="application/json")

    @page("anyone may buy")
    def checkout(self, organization: str, event: str) -> AnyResponse:
        kept = self._events.find((organization, event))
        if kept is None:
            private = find_private(organization, event, base_url=self._base_url)
            if private is None:
                return self._elsewhere(organization, event, "/checkout")
            found, shown = private
        else:
            found = kept.event
            tickets = availability.tickets_of(found, kept.stock, feeds.now())
            shown = event_page.event_view(found, tickets, base_url=self._base_url)
        about = Page(title=_("Tickets for %(title)s", title=shown.title), indexable=False)
        view = checkout.checkout_view(shown, found)
        return self._page("checkout.html", about, view, caching=PERSONAL)

    @page("the programme is public with its event")
    def session(self, organization: str, event: str, session: str) -> AnyResponse:
        count_request()
        found = discovery.find_session(organization, event, session)
        kept = self._events.find((organization, event)) if found else None
        if found is None or kept is None:
            return self._elsewhere(organization, event, f"/sessions/{session}")
        tickets = availability.tickets_of(kept.event, kept.stock, feeds.now())
        shown = event_page.event_view(kept.event, tickets, base_url=self._base_url)
        view = event_page.session_view(kept.event, shown, session, text=found[1])
        if view is None:
            raise NotFound
        about = Page(
            title=f"{view.title} · {shown.title}",
            description=discovery.plain(view.abstract_html),
            canonical_url=self._base_url + view.url,
            kind="article",
        )
        return self._page("session.html", about, view, caching=SEARCHED)

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

    def _filtered(self, organization: str, event: str) -> AnyResponse:
        """The programme as a form without script asks for it, and other languages; made anew."""
        count_request()
        kept = self._events.find((organization, event))
        if kept is None:
            return self._elsewhere(organization, event)
        filters: ProgrammeFilters = arguments.programme_filters(request.args)
        tickets = availability.tickets_of(kept.event, kept.stock, feeds.now())
        event_in = in_language(kept.event, request.args.get(LANGUAGE, ""))
        view = event_page.event_view(event_in, tickets, base_url=self._base_url, filters=filters)
        body = self._renderer.event(page_of(view, self._base_url), view)
        return page_response(body, caching=PUBLIC)

    def _kept(self, organization: str, event: str) -> Kept:
        kept = self._events.find((organization, event))
        if kept is None:
            raise NotFound
        return kept

    def _organization(self, slug: str) -> discovery.PublishedOrganization:
        found = discovery.find_organization(slug)
        if found is None:
            raise NotFound
        return found

    def _elsewhere(self, organization: str, event: str | None, rest: str = "") -> AnyResponse:
        """Redirect a former address to the present one, or say that nothing is there."""
        moved = discovery.find_moved(organization.lower(), event.lower() if event else None)
        if moved is None:
            raise NotFound
        parts = [moved.organization_slug, *([moved.event_slug] if moved.event_slug else [])]
        path = "/" + "/".join(parts) + rest
        if path == request.path:
            raise NotFound
        return redirect(path, 301)

    def _page(self, template: str, about: Page, view: object, *, caching: str) -> Response:
        return page_response(self._renderer.page(template, about, view), caching=caching)
