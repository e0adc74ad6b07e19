"""The addresses of the public pages over all events, and of one organization."""

import json
from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.directory import landing as landing_pages
from turnout.site.directory import query_params, search
from turnout.site.directory.maps import MapMaker
from turnout.site.events.cards import event_card
from turnout.site.events.series import series_view
from turnout.site.events.views import SeriesPage
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import redirect_to_present, redirect_to_present_series
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import DocumentationPage, Page
from turnout.site.machines import feeds, json_ld, share_cards
from turnout.site.machines.feeds import Feed
from turnout.site.machines.share_cards import SITE, picture_response
from turnout.site.rendering.headers import SEARCHED, page_response, public_page
from turnout.site.rendering.renderer import Renderer

OPENAPI: Final = "/api/openapi.json"


class Pages:
    """Every page with its address; `add_to` is the table of contents."""

    def __init__(
        self,
        renderer: Renderer,
        base_url: str,
        *,
        maps: MapMaker,
        featured: tuple[str, ...] = (),
    ) -> None:
        self._maps = maps
        self._renderer = renderer
        self._base_url = base_url
        self._featured = featured

    def add_to(self, app: Flask) -> None:
        rules: tuple[tuple[str, Callable[..., Any]], ...] = (
            ("/", self.landing),
            ("/events", self.directory),
            ("/events/suggestions.json", self.suggestions),
            ("/events/feed.xml", self.directory_feed),
            ("/events/share/<name>", self.site_picture),
            ("/events/calendar.ics", self.directory_calendar),
            ("/api/docs", self.documentation),
            ("/<organization>", self.organization),
            ("/<organization>/feed.xml", self.feed),
            ("/<organization>/calendar.ics", self.calendar),
            ("/<organization>/share.png/<name>", self.organization_picture),
            ("/<organization>/series/<series>", self.series),
            ("/<organization>/series/<series>/share/<name>", self.series_picture),
        )
        for rule, view in rules:
            app.add_url_rule(rule, f"site.{view.__name__}", view, strict_slashes=False)

    @page("the start page is everybody's")
    def landing(self) -> Response:
        count_request()
        view = landing_pages.landing_view(self._featured)
        about = Page(
            title=SITE,
            description=_("Events to go to, sold by the people who run them."),
            canonical_url=f"{self._base_url}/",
            image_url=self._base_url + share_cards.site_image(),
            json_ld=json_ld.site_json(SITE, (*view.featured, *view.upcoming), self._base_url),
        )
        return self._page("landing.html", about, view)

    @page("the directory shows what is published")
    def directory(self) -> Response:
        count_request("search" if request.args.get("q") else "read")
        view = search.directory_view(request.args, self._maps)
        about = Page(
            title=_("Events"),
            description=_("Find events by name, place and date."),
            canonical_url=f"{self._base_url}/events",
            image_url=self._base_url + share_cards.site_image(),
            indexable=not search.is_filtered(request.args),
            json_ld=json_ld.list_json(view.events, self._base_url),
        )
        body = self._renderer.page("directory.html", about, view)
        return public_page(body, images_from=self._maps.images_from if view.map else "")

    @page("pictures of public pages are public")
    def site_picture(self, name: str) -> AnyResponse:
        return picture_response(name, share_cards.site_card)

    @page("what is suggested is published")
    def suggestions(self) -> Response:
        count_request("search")
        found = search.suggested(query_params.text_of(request.args))
        body = json.dumps({"items": found}, ensure_ascii=False)
        return public_page(body, caching="public, max-age=30", content_type="application/json")

    @page("the directory shows what is published")
    def directory_feed(self) -> Response:
        count_request("search")
        found = discovery.search(
            query_params.search_of(request.args), query_params.page_of(request.args)
        )
        pairs = search.without(search.pairs_of(request.args), *search.MORE)
        feed = Feed(
            title=SITE,
            description=_("Events to go to, sold by the people who run them."),
            page_url=self._base_url + search.address(pairs),
            feed_url=self._base_url + search.address(pairs, "/events/feed.xml"),
            events=tuple(event_card(each) for each in found.events.items),
        )
        return self._feed(feed)

    @page("the directory shows what is published")
    def directory_calendar(self) -> Response:
        count_request("search")
        found = discovery.search(
            query_params.search_of(request.args), query_params.page_of(request.args)
        )
        body = feeds.calendar_of(SITE, found.events.items, self._base_url)
        return public_page(body, content_type=feeds.CALENDAR)

    @page("an organization's page is public while it is active")
    def organization(self, organization: str) -> AnyResponse:
        count_request()
        found = discovery.find_organization(organization)
        if found is None:
            return redirect_to_present(organization, None)
        view = landing_pages.organization_view(found, self._base_url)
        about = Page(
            title=found.name,
            description=view.description,
            canonical_url=view.url,
            image_url=self._base_url + share_cards.organization_image(view),
            indexable=view.indexable,
            json_ld=json_ld.organization_json(view, self._base_url),
            home=view.organization,
        )
        return self._page("organization.html", about, view)

    @page("pictures of public pages are public")
    def organization_picture(self, organization: str, name: str) -> AnyResponse:
        return picture_response(
            name,
            lambda: share_cards.organization_card(
                landing_pages.organization_view(self._organization(organization), self._base_url)
            ),
        )

    @page("an organization's events are public")
    def feed(self, organization: str) -> Response:
        count_request()
        view = landing_pages.organization_view(self._organization(organization), self._base_url)
        name = view.organization.name
        return self._feed(
            Feed(
                title=name,
                description=_("Events of %(name)s", name=name),
                page_url=view.url,
                feed_url=f"{view.url}/feed.xml",
                events=view.upcoming,
            )
        )

    @page("an organization's events are public")
    def calendar(self, organization: str) -> Response:
        count_request()
        found = self._organization(organization)
        events = discovery.list_of_organization(found.id, limit=feeds.MOST_IN_CALENDAR)
        body = feeds.calendar_of(found.name, events, self._base_url)
        return public_page(body, content_type=feeds.CALENDAR)

    @page("a series is public when its organizer says so")
    def series(self, organization: str, series: str) -> AnyResponse:
        count_request()
        found = discovery.find_series(organization, series)
        if found is None:
            return redirect_to_present_series(organization, series)
        view = series_view(found, self._base_url)
        about = Page(
            title=found.title,
            description=found.summary,
            canonical_url=view.url,
            image_url=share_cards.series_image(view),
            indexable=found.organization.is_crawled,
            json_ld=json_ld.series_json(view, self._base_url),
            home=view.organization,
        )
        return self._page("series.html", about, view)

    @page("pictures of public pages are public")
    def series_picture(self, organization: str, series: str, name: str) -> AnyResponse:
        return picture_response(
            name, lambda: share_cards.series_card(self._series(organization, series))
        )

    @page("the API's documentation is for every developer")
    def documentation(self) -> Response:
        about = Page(
            title=_("API"),
            description=_("The API of Turnout, to read and to try."),
            canonical_url=f"{self._base_url}/api/docs",
        )
        view = DocumentationPage(openapi_url=OPENAPI)
        body = self._renderer.page("docs.html", about, view)
        return page_response(body, caching="public, max-age=60")

    def _organization(self, slug: str) -> discovery.PublishedOrganization:
        found = discovery.find_organization(slug)
        if found is None:
            raise NotFound
        return found

    def _series(self, organization: str, slug: str) -> SeriesPage:
        found = discovery.find_series(organization, slug)
        if found is None:
            raise NotFound
        return series_view(found, self._base_url)

    def _feed(self, feed: Feed) -> Response:
        body = self._renderer.file("feed.xml", feed=feed, base_url=self._base_url)
        return public_page(body, content_type=feeds.RSS)

    def _page(self, template: str, about: Page, view: object) -> Response:
        return public_page(self._renderer.page(template, about, view), caching=SEARCHED)
