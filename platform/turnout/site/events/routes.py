"""The addresses of one event, its page, what is left, the checkout, files, and of a series."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel import clock
from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.events import availability, private_events, service, waiting_room, waitlist
from turnout.site.events import places as session_places
from turnout.site.events.cache import CachedPage, EventPages, page_of
from turnout.site.events.currencies import chosen_currency, remember_currency
from turnout.site.events.follow import FollowPages
from turnout.site.events.others import others_of
from turnout.site.events.page import (
    ShownEvent,
    dates_of,
    event_view,
    series_view,
    today_of,
)
from turnout.site.events.preview import PREVIEW, PreviewPages
from turnout.site.events.programme import NO_FILTERS, programme_filters, programme_view
from turnout.site.events.reports import ReportPages
from turnout.site.events.subpages import AgendaPage, EventSubpages, FoundEvent
from turnout.site.events.views import SeriesPage, TicketView
from turnout.site.events.visits import count_seen
from turnout.site.forms.pages import Personal
from turnout.site.l10n.languages import chosen_language, in_language
from turnout.site.layout.addresses import go_to, redirect_to_present, redirect_to_present_series
from turnout.site.layout.page_access import BOTH, LOOK, SEND, add_pages, count_request, page
from turnout.site.layout.views import Page
from turnout.site.machines import json_ld, share_cards
from turnout.site.machines.share_cards import picture_response
from turnout.site.orders import checkout
from turnout.site.orders.partner_prices import for_partner, is_by_partner
from turnout.site.rendering.headers import (
    PERSONAL,
    PUBLIC,
    page_response,
    public_page,
    tagged,
    takes_gzip,
)
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.session_files import OwnSessionFilePages
from turnout.site.tickets.session_places import SignUpPages

PART: Final = "part"
"""Asks for the programme alone, as scripts do to put it into the page that is there."""
FILTERS: Final = ("day", "track", "room", "text", "view", PART)
CALLED_OFF: Final = ("cancelled", "postponed")
"""Nothing is sold: the event's own page says what became of it."""


class EventRoutes:
    """Everything below `/{organization}/{event}`."""

    def __init__(self, renderer: Renderer, *, tiles_from: str = "", listens_to: str = "") -> None:
        self._renderer = renderer
        self._events = EventPages(renderer)
        self._tiles_from = tiles_from
        self._listens_to = listens_to

    def add_to(self, app: Flask) -> None:
        follow = FollowPages(Personal(self._renderer), self._find)
        reports = ReportPages(Personal(self._renderer), self._find)
        sign_up = SignUpPages(Personal(self._renderer), self._find)
        held = OwnSessionFilePages(Personal(self._renderer), self._find)
        waiting = waitlist.JoinPages(Personal(self._renderer), self._find)
        below = EventSubpages(self._renderer, self.shown)
        previews = PreviewPages(self._renderer)
        room = waiting_room.WaitingRoomPages(self._renderer, self._find)
        rules = (
            ("", self.event, LOOK),
            ("/access", private_events.AccessPage(self._renderer).access, BOTH),
            ("/agenda.json", AgendaPage(self._find).agenda, BOTH),
            ("/availability.json", self.stock, LOOK),
            ("/checkout", self.checkout, LOOK),
            ("/files/<uuid:file>", self.file, LOOK),
            ("/follow", follow.follow_event, BOTH),
            ("/calendar.ics", below.event_calendar, LOOK),
            ("/report", reports.report_event, BOTH),
            ("/waitlist", waiting.join_waitlist, BOTH),
            ("/waiting-room", room.waiting_room, LOOK),
            ("/waiting-room", room.join_waiting_room, SEND),
            ("/waiting-room/leave", room.leave_waiting_room, SEND),
            ("/waiting-room.json", room.waiting_room_state, LOOK),
            ("/programme.json", below.programme_ids, LOOK),
            ("/share/<name>", below.event_picture, LOOK),
            ("/sessions/<session>", below.session, LOOK),
            ("/places.json", self.places, LOOK),
            ("/sessions/<session>/calendar.ics", below.session_calendar, LOOK),
            ("/sessions/<session>/sign-up", sign_up.sign_up_for_session, BOTH),
            ("/sessions/<session>/files", held.session_files, LOOK),
            ("/sessions/<session>/files/<uuid:file>", below.session_file, LOOK),
            ("/sessions/<session>/share/<name>", below.session_picture, LOOK),
            ("/speakers", below.speakers, LOOK),
            ("/speakers/<speaker>", below.speaker, LOOK),
            ("/speakers/<speaker>/share/<name>", below.speaker_picture, LOOK),
        )
        add_pages(app, rules, below="/<organization>/<event>")
        of_home = (
            ("/follow", follow.follow_organization, BOTH),
            ("/report", reports.report_organization, BOTH),
        )
        add_pages(app, of_home, below="/<organization>")
        shared = f"{PREVIEW}/<token>"
        add_pages(app, ((PREVIEW, previews.preview, LOOK), (shared, previews.shared_preview, LOOK)))
        checkout.add_to(app)
        waitlist.add_to(app, self._renderer)
        SeriesRoutes(self._renderer).add_to(app)

    @page("an event's page is public once published")
    def event(self, organization: str, event: str) -> AnyResponse:
        names = (organization, event)
        kept = self._events.find(names)
        if kept is None:
            count_request()
            private = self._private(*names)
            if private is None:
                return redirect_to_present(*names)
            count_seen(private.event)
            return private_events.admit(names, private.code, self._opened(private))
        if not request.args.get(PART):
            count_seen(kept.event)
        if any(request.args.get(name) for name in FILTERS):
            return remember_currency(self._filtered(kept), kept.currency)
        response = _sent(kept, self._tiles_from, self._listens_to)
        return remember_currency(response, kept.currency)

    @page("what is left is shown beside every ticket")
    def stock(self, organization: str, event: str) -> Response:
        if is_by_partner():
            return self._stock_of_partner(organization, event)
        kept = self._events.find((organization, event))
        if kept is not None:
            tickets: Sequence[TicketView] = _tickets(kept)
        else:
            count_request()
            private = self._private(organization, event)
            if private is None:
                raise NotFound
            tickets = private.view.tickets
        caching = "public, max-age=1" if kept is not None else PERSONAL
        body = availability.document(tickets)
        return page_response(body, caching=caching, content_type="application/json")

    def _stock_of_partner(self, organization: str, event: str) -> Response:
        """What a sales partner has left, for the checkout by their link."""
        count_request()
        shown = self.shown(organization, event)
        if shown is None:
            raise NotFound
        sale = for_partner(shown.event)
        body = availability.document(shown.view.tickets if sale.tickets is None else sale.tickets)
        return page_response(body, caching=PERSONAL, content_type="application/json")

    @page("whether a session has places left is shown on its page")
    def places(self, organization: str, event: str) -> Response:
        """How it stands with the sessions that one signs up for, by their keys."""
        count_request()
        found = self._find(organization, event)
        if found is None:
            raise NotFound
        states = session_places.states_of(found[0], now=clock.now())
        caching = "public, max-age=2" if found[1] is None else PERSONAL
        body = json.dumps({"sessions": states})
        return page_response(body, caching=caching, content_type="application/json")

    @page("anyone may buy")
    def checkout(self, organization: str, event: str) -> AnyResponse:
        shown = self.shown(organization, event)
        if shown is None:
            return redirect_to_present(organization, event, "/checkout")
        if shown.view.status in CALLED_OFF:
            return go_to(shown.view.url)
        if not waiting_room.is_admitted(shown.event):
            return go_to(waiting_room.room_path(shown.event))
        response = checkout.page_response_for(self._renderer, shown)
        response = remember_currency(response, chosen_currency(shown.event.page.offers))
        if not shown.is_private:
            return response
        return private_events.admit((organization, event), shown.code, response)

    @page("files that the organizer gives to everybody")
    def file(self, organization: str, event: str, file: UUID) -> AnyResponse:
        """Lead to the file; its own address lapses, this one stays."""
        count_request()
        found = self._find(organization, event)
        if found is None:
            return redirect_to_present(organization, event, f"/files/{file}")
        response = redirect(service.get_file_url(found[0].summary, file), 302)
        response.headers["Cache-Control"] = PERSONAL
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _filtered(self, kept: CachedPage) -> Response:
        """The programme as its form or a link asks for it; made anew."""
        count_request()
        view = event_view(
            in_language(kept.event, chosen_language(kept.event)),
            _tickets(kept),
            filters=programme_filters(request.args),
            dates=dates_of(kept.event),
            others=others_of(kept.event, _tickets(kept)),
            today=today_of(kept.event),
            currency=kept.currency,
        )
        if request.args.get(PART):
            return public_page(self._renderer.programme(view), caching=PUBLIC)
        about = replace(page_of(view), indexable=False)
        return public_page(
            self._renderer.event(about, view),
            caching=PUBLIC,
            tiles_from=self._tiles_from,
            listens_to=self._listens_to,
        )

    def _opened(self, private: ShownEvent) -> Response:
        """A private event's page, with what the address asks of its programme."""
        filters = programme_filters(request.args)
        view = private.view
        if filters != NO_FILTERS:
            programme = programme_view(private.event, view.url, filters)
            view = replace(view, programme=programme)
        if request.args.get(PART):
            return page_response(self._renderer.programme(view), caching=PERSONAL)
        body = self._renderer.event(page_of(view), view)
        response = page_response(body, caching=PERSONAL, tiles_from=self._tiles_from)
        return remember_currency(response, chosen_currency(private.event.page.offers))

    def shown(self, organization: str, event: str) -> ShownEvent | None:
        """The event in the reader's language; None without one for whoever asks."""
        kept = self._events.find((organization, event))
        if kept is None:
            return self._private(organization, event)
        shown = in_language(kept.event, chosen_language(kept.event))
        tickets = _tickets(kept)
        others = others_of(kept.event, tickets)
        view = event_view(shown, tickets, others=others, currency=kept.currency)
        return ShownEvent(event=shown, view=view)

    def _find(self, organization: str, event: str) -> FoundEvent | None:
        kept = self._events.find((organization, event))
        if kept is not None:
            return kept.event, None
        private = self._private(organization, event)
        return (private.event, private.code) if private else None

    def _private(self, organization: str, event: str) -> ShownEvent | None:
        return private_events.find_private(organization, event)


class SeriesRoutes:
    """`/{organization}/series/{series}`."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def add_to(self, app: Flask) -> None:
        rules = (("", self.series, LOOK), ("/share/<name>", self.series_picture, LOOK))
        add_pages(app, rules, below="/<organization>/series/<series>")

    @page("a series is public when its organizer says so")
    def series(self, organization: str, series: str) -> AnyResponse:
        count_request()
        found = discovery.find_series(organization, series)
        if found is None:
            return redirect_to_present_series(organization, series)
        view = series_view(found)
        about = Page(
            title=found.title,
            description=found.summary,
            canonical_url=view.url,
            image_url=share_cards.series_image(view),
            indexable=found.organization.is_crawled,
            json_ld=json_ld.series_json(view),
            home=view.organization,
        )
        return public_page(self._renderer.page("series.html", about, view))

    @page("pictures of public pages are public")
    def series_picture(self, organization: str, series: str, name: str) -> AnyResponse:
        return picture_response(
            name, lambda: share_cards.series_card(self._view(organization, series))
        )

    def _view(self, organization: str, slug: str) -> SeriesPage:
        found = discovery.find_series(organization, slug)
        if found is None:
            raise NotFound
        return series_view(found)


def _tickets(kept: CachedPage) -> list[TicketView]:
    return availability.tickets_of(
        kept.event.summary,
        kept.event.page.offers,
        kept.stock,
        now=clock.now(),
        currency=kept.currency,
    )


def _sent(kept: CachedPage, tiles_from: str, listens_to: str) -> Response:
    """A kept page as it lies there: no template, no compression."""
    response = page_response(b"", caching=PUBLIC, tiles_from=tiles_from, listens_to=listens_to)
    response.vary.add("Accept-Encoding")
    if takes_gzip():
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(kept.packed)
    else:
        response.set_data(kept.body)
    return tagged(response, kept.etag)
