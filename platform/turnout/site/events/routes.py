"""The addresses of one event: its page, what is left, the checkout, files."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.events import availability, cards, private_events
from turnout.site.events.cache import CachedPage, EventPages, page_of
from turnout.site.events.page import dates_of, event_view, today_of
from turnout.site.events.preview import PREVIEW, PreviewPages
from turnout.site.events.private_events import OpenedEvent, find_private
from turnout.site.events.programme import NO_FILTERS, programme_filters, programme_view
from turnout.site.events.subpages import AgendaPage, EventSubpages, Shown
from turnout.site.l10n.languages import chosen_language, in_language
from turnout.site.layout.addresses import go_to, redirect_to_present
from turnout.site.layout.page_access import count_request, page
from turnout.site.machines import feeds
from turnout.site.orders import checkout
from turnout.site.rendering.headers import (
    PERSONAL,
    PUBLIC,
    page_response,
    public_page,
    tagged,
    takes_gzip,
)
from turnout.site.rendering.renderer import Renderer

PART: Final = "part"
"""Asks for the programme alone, as scripts do to put it into the page that is there."""
FILTERS: Final = ("day", "track", "room", "text", "view", PART)
CALLED_OFF: Final = ("cancelled", "postponed")
"""Nothing is sold: the event's own page says what became of it."""
LOOK: Final = ("GET",)
LOOK_AND_SEND: Final = ("GET", "POST")


class EventRoutes:
    """Everything below `/{organization}/{event}`."""

    def __init__(self, renderer: Renderer, base_url: str, *, images_from: str = "") -> None:
        self._renderer = renderer
        self._base_url = base_url
        self._events = EventPages(renderer, base_url)
        self._access = private_events.AccessPage(renderer)
        self._agenda = AgendaPage(self._event_and_code)
        self._images_from = images_from

    def add_to(self, app: Flask) -> None:
        below = EventSubpages(self._renderer, self._base_url, self._shown)
        rules: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
            ("", self.event, LOOK),
            ("/access", self._access.access, LOOK_AND_SEND),
            ("/agenda.json", self._agenda.agenda, LOOK_AND_SEND),
            ("/availability.json", self.stock, LOOK),
            ("/checkout", self.checkout, LOOK),
            ("/files/<uuid:file>", self.file, LOOK),
            ("/calendar.ics", below.event_calendar, LOOK),
            ("/programme.json", below.programme_ids, LOOK),
            ("/share/<name>", below.event_picture, LOOK),
            ("/sessions/<session>", below.session, LOOK),
            ("/sessions/<session>/calendar.ics", below.session_calendar, LOOK),
            ("/sessions/<session>/share/<name>", below.session_picture, LOOK),
            ("/speakers", below.speakers, LOOK),
            ("/speakers/<speaker>", below.speaker, LOOK),
            ("/speakers/<speaker>/share/<name>", below.speaker_picture, LOOK),
        )
        previews = PreviewPages(self._renderer)
        for address, shown in (
            (PREVIEW, previews.preview),
            (f"{PREVIEW}/<token>", previews.shared_preview),
        ):
            app.add_url_rule(address, f"site.{shown.__name__}", shown, strict_slashes=False)
        for rule, view, methods in rules:
            app.add_url_rule(
                f"/<organization>/<event>{rule}",
                f"site.{view.__name__}",
                view,
                methods=list(methods),
                strict_slashes=False,
            )
        checkout.add_to(app)

    @page("an event's page is public once published")
    def event(self, organization: str, event: str) -> AnyResponse:
        names = (organization, event)
        kept = self._events.find(names)
        if kept is None:
            count_request()
            private = find_private(*names, base_url=self._base_url)
            if private is None:
                return redirect_to_present(*names)
            return private.keep(self._opened(private))
        if any(request.args.get(name) for name in FILTERS):
            return self._filtered(kept)
        return _sent(kept, self._images_from)

    @page("what is left is shown beside every ticket")
    def stock(self, organization: str, event: str) -> Response:
        kept = self._events.find((organization, event))
        if kept is not None:
            tickets = availability.tickets_of(kept.event, kept.stock, feeds.now())
        else:
            tickets = self._private(organization, event).tickets
        left = [
            {"id": ticket.id, "state": ticket.state, "remaining": ticket.remaining}
            for ticket in tickets
        ]
        caching = "public, max-age=1" if kept is not None else PERSONAL
        body = json.dumps({"tickets": left})
        return page_response(body, caching=caching, content_type="application/json")

    @page("anyone may buy")
    def checkout(self, organization: str, event: str) -> AnyResponse:
        kept = self._events.find((organization, event))
        private = None
        if kept is not None:
            found = in_language(kept.event, chosen_language(kept.event))
            tickets = availability.tickets_of(found, kept.stock, feeds.now())
            shown = event_view(found, tickets, base_url=self._base_url)
        else:
            private = find_private(organization, event, base_url=self._base_url)
            if private is None:
                return redirect_to_present(organization, event, "/checkout")
            found, shown = private.event, private.view
        if shown.status in CALLED_OFF:
            return go_to(shown.url)
        response = checkout.page_response_for(
            self._renderer,
            shown,
            found,
            base_url=self._base_url,
            access_code=private.code if private else "",
        )
        return private.keep(response) if private else response

    @page("files that the organizer gives to everybody")
    def file(self, organization: str, event: str, file: UUID) -> AnyResponse:
        """Lead to the file; its own address lapses, this one stays."""
        count_request()
        kept = self._events.find((organization, event))
        found = kept.event if kept is not None else None
        if found is None:
            private = find_private(organization, event, base_url=self._base_url)
            if private is None:
                return redirect_to_present(organization, event, f"/files/{file}")
            found = private.event
        return cards.lead_to(found.summary, file)

    def _filtered(self, kept: CachedPage) -> Response:
        """The programme as its form or a link asks for it; made anew."""
        count_request()
        tickets = availability.tickets_of(kept.event, kept.stock, feeds.now())
        view = event_view(
            in_language(kept.event, chosen_language(kept.event)),
            tickets,
            base_url=self._base_url,
            filters=programme_filters(request.args),
            dates=dates_of(kept.event),
            today=today_of(kept.event),
        )
        if request.args.get(PART):
            return public_page(self._renderer.programme(view), caching=PUBLIC)
        about = replace(page_of(view, self._base_url), indexable=False)
        return public_page(
            self._renderer.event(about, view), caching=PUBLIC, images_from=self._images_from
        )

    def _opened(self, private: OpenedEvent) -> Response:
        """A private event's page, with what the address asks of its programme."""
        filters = programme_filters(request.args)
        view = private.view
        if filters != NO_FILTERS:
            programme = programme_view(private.event, view.url, filters)
            view = replace(view, programme=programme)
        if request.args.get(PART):
            return page_response(self._renderer.programme(view), caching=PERSONAL)
        body = self._renderer.event(page_of(view, self._base_url), view)
        return page_response(body, caching=PERSONAL, images_from=self._images_from)

    def _shown(self, organization: str, event: str) -> Shown | None:
        """The event for the pages below its own, in the reader's language."""
        kept = self._events.find((organization, event))
        if kept is not None:
            shown = in_language(kept.event, chosen_language(kept.event))
            tickets = availability.tickets_of(shown, kept.stock, feeds.now())
            return Shown(event=shown, view=event_view(shown, tickets, base_url=self._base_url))
        private = find_private(organization, event, base_url=self._base_url)
        if private is None:
            return None
        return Shown(event=private.event, view=private.view, is_private=True)

    def _event_and_code(
        self, organization: str, event: str
    ) -> tuple[discovery.PublishedEvent, str | None]:
        kept = self._events.find((organization, event))
        if kept is not None:
            return kept.event, None
        private = find_private(organization, event, base_url=self._base_url)
        if private is None:
            raise NotFound
        return private.event, private.code

    def _private(self, organization: str, event: str) -> OpenedEvent:
        count_request()
        found = find_private(organization, event, base_url=self._base_url)
        if found is None:
            raise NotFound
        return found


def _sent(kept: CachedPage, images_from: str) -> Response:
    """A kept page as it lies there: no template, no compression."""
    response = page_response(b"", caching=PUBLIC, images_from=images_from)
    response.vary.add("Accept-Encoding")
    if takes_gzip():
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(kept.packed)
    else:
        response.set_data(kept.body)
    return tagged(response, kept.etag)
