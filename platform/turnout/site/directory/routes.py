"""The addresses of the pages over all events: the start, the directory and what it offers."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.db.pagination import PageRequest
from turnout.modules.discovery import api as discovery
from turnout.modules.public_search import api as public_search
from turnout.site.directory import query_params, search, searched_places
from turnout.site.directory.maps import MapSource
from turnout.site.events.cards import organization_card
from turnout.site.events.page import event_cards
from turnout.site.l10n.formats import category_name
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import LOOK, add_pages, count_request, page
from turnout.site.layout.views import Choice, LandingPage, Page
from turnout.site.machines import feeds, json_ld, share_cards
from turnout.site.machines.feeds import Feed
from turnout.site.machines.share_cards import SITE, picture_response
from turnout.site.rendering.headers import public_page
from turnout.site.rendering.renderer import Renderer

UPCOMING: Final = 9
MOST_CATEGORIES: Final = 8
MOST_FEATURED: Final = 3
MOST_CITIES: Final = 12


class DirectoryRoutes:
    def __init__(
        self,
        renderer: Renderer,
        base_url: str,
        *,
        maps: MapSource | None,
        featured: tuple[str, ...] = (),
    ) -> None:
        self._maps = maps
        self._renderer = renderer
        self._base_url = base_url
        self._featured = featured

    def add_to(self, app: Flask) -> None:
        rules = (
            ("/", self.landing, LOOK),
            ("/events", self.directory, LOOK),
            ("/events/suggestions.json", self.suggestions, LOOK),
            ("/events/speakers.json", self.complete_speakers, LOOK),
            ("/events/places.json", self.complete_places, LOOK),
            ("/events/feed.xml", self.directory_feed, LOOK),
            ("/events/share/<name>", self.site_picture, LOOK),
            ("/events/calendar.ics", self.directory_calendar, LOOK),
        )
        add_pages(app, rules)

    @page("the start page is everybody's")
    def landing(self) -> Response:
        count_request()
        view = _landing_view(self._featured, has_map=self._maps is not None)
        about = Page(
            title=SITE,
            description=_("Events to go to, sold by the people who run them."),
            canonical_url=f"{self._base_url}/",
            image_url=self._base_url + share_cards.site_image(),
            json_ld=json_ld.site_json(SITE, (*view.featured, *view.upcoming), self._base_url),
        )
        return public_page(self._renderer.page("landing.html", about, view))

    @page("the directory shows what is published")
    def directory(self) -> Response:
        count_request("search" if request.args.get("q") else "read")
        view = search.directory_view(request.args, has_map=self._maps is not None)
        about = Page(
            title=_("Events"),
            description=_("Find events by name, place and date."),
            canonical_url=f"{self._base_url}/events",
            image_url=self._base_url + share_cards.site_image(),
            indexable=not query_params.is_filtered(request.args),
            json_ld=json_ld.list_json(view.events),
        )
        body = self._renderer.page("directory.html", about, view)
        return public_page(body, tiles_from=self._maps.origin if self._maps and view.map else "")

    @page("pictures of public pages are public")
    def site_picture(self, name: str) -> AnyResponse:
        return picture_response(name, share_cards.site_card)

    @page("what is suggested is published")
    def suggestions(self) -> Response:
        count_request("search")
        return _completed(search.suggested(query_params.text_of(request.args)))

    @page("who speaks at published events is published")
    def complete_speakers(self) -> Response:
        count_request("search")
        return _completed(search.speakers(query_params.text_of(request.args)))

    @page("the list of cities is everybody's")
    def complete_places(self) -> Response:
        count_request("search")
        return _completed(searched_places.completed(query_params.text_of(request.args)))

    @page("the directory shows what is published")
    def directory_feed(self) -> Response:
        count_request("search")
        found = public_search.search(
            query_params.search_of(request.args), query_params.page_of(request.args)
        )
        pairs = query_params.without(query_params.pairs_of(request.args), *query_params.HOW)
        feed = Feed(
            title=SITE,
            description=_("Events to go to, sold by the people who run them."),
            page_url=self._base_url + query_params.address(pairs),
            feed_url=self._base_url + query_params.address(pairs, "/events/feed.xml"),
            events=event_cards(found.events.items),
        )
        return feeds.feed_response(self._renderer, feed)

    @page("the directory shows what is published")
    def directory_calendar(self) -> Response:
        count_request("search")
        found = public_search.search(
            query_params.search_of(request.args), query_params.page_of(request.args)
        )
        body = feeds.calendar_of(SITE, found.events.items)
        return public_page(body, content_type=feeds.CALENDAR)


def _completed(found: Sequence[Mapping[str, str]]) -> Response:
    """What completes a field while a visitor types."""
    body = json.dumps({"items": found}, ensure_ascii=False)
    return public_page(body, caching="public, max-age=30", content_type="application/json")


def _landing_view(featured: Sequence[str], *, has_map: bool) -> LandingPage:
    """At most six statements, however much is on; `featured` names `organization/event`."""
    first = public_search.list_featured(featured, limit=MOST_FEATURED)
    request = PageRequest(limit=UPCOMING + MOST_FEATURED)
    found = public_search.search(public_search.EventSearch(), request)
    shown = {each.id for each in first}
    others = [each for each in found.events.items if each.id not in shown]
    cards = event_cards([*first, *others[:UPCOMING]])
    return LandingPage(
        upcoming=cards[len(first) :],
        featured=cards[: len(first)],
        categories=tuple(
            Choice(value=each.value, label=category_name(each.value), count=each.count)
            for each in found.categories[:MOST_CATEGORIES]
        ),
        cities=tuple(
            Choice(value=each.value, label=each.value, count=each.count)
            for each in public_search.list_cities(limit=MOST_CITIES)
        ),
        organizations=tuple(organization_card(each) for each in discovery.list_organizers()),
        has_map=has_map,
    )
