"""The addresses of one event: its page, what is left, the checkout, programme items, files."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site import (
    access_page,
    arguments,
    availability,
    checkout,
    event_files,
    event_page,
    feeds,
)
from turnout.site.access import count_request, page
from turnout.site.event_cache import EventPages, Kept, dates_of, page_of
from turnout.site.event_views import EventPage
from turnout.site.headers import PERSONAL, PUBLIC, SEARCHED, page_response, tagged, takes_gzip
from turnout.site.languages import chosen_language, in_language, is_negotiated
from turnout.site.moved import elsewhere
from turnout.site.private_events import Opened, find_private
from turnout.site.rendering import Renderer
from turnout.site.texts import _
from turnout.site.views import Page

FILTERS: Final = ("day", "track", "room", "text")
LOOK: Final = ("GET",)
LOOK_AND_SEND: Final = ("GET", "POST")


class EventRoutes:
    """Everything below `/{organization}/{event}`."""

    def __init__(self, renderer: Renderer, base_url: str) -> None:
        self._renderer = renderer
        self._base_url = base_url
        self._events = EventPages(renderer, base_url)
        self._access = access_page.AccessPage(renderer)

    def add_to(self, app: Flask) -> None:
        rules: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
            ("", self.event, LOOK),
            ("/access", self._access.access, LOOK_AND_SEND),
            ("/availability.json", self.stock, LOOK),
            ("/checkout", self.checkout, LOOK),
            ("/files/<uuid:file>", self.file, LOOK),
            ("/sessions/<session>", self.session, LOOK),
        )
        for rule, view, methods in rules:
            app.add_url_rule(
                f"/<organization>/<event>{rule}",
                f"site.{view.__name__}",
                view,
                methods=list(methods),
                strict_slashes=False,
            )

    @page("an event's page is public once published")
    def event(self, organization: str, event: str) -> AnyResponse:
        names = (organization, event)
        kept = self._events.find(names)
        if kept is None:
            count_request()
            private = find_private(*names, base_url=self._base_url)
            if private is None:
                return elsewhere(*names)
            body = self._renderer.event(page_of(private.view, self._base_url), private.view)
            return private.keep(page_response(body, caching=PERSONAL))
        language = chosen_language(kept.event)
        if any(request.args.get(name) for name in FILTERS):
            return _varying(self._filtered(kept, language), kept)
        shown = self._events.find(names, language) if language else kept
        return _varying(_sent(shown or kept), kept)

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
            shown = event_page.event_view(found, tickets, base_url=self._base_url)
        else:
            private = find_private(organization, event, base_url=self._base_url)
            if private is None:
                return elsewhere(organization, event, "/checkout")
            found, shown = private.event, private.view
        about = Page(title=_("Tickets for %(title)s", title=shown.title), indexable=False)
        view = checkout.checkout_view(shown, found, access_code=private.code if private else "")
        body = self._renderer.page("checkout.html", about, view)
        response = page_response(body, caching=PERSONAL)
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
                return elsewhere(organization, event, f"/files/{file}")
            found = private.event
        return event_files.lead_to(found.summary, file)

    @page("the programme is public with its event")
    def session(self, organization: str, event: str, session: str) -> AnyResponse:
        count_request()
        found = discovery.find_session(organization, event, session)
        kept = self._events.find((organization, event)) if found else None
        if found is not None and kept is not None:
            shown_in = in_language(kept.event, chosen_language(kept.event))
            tickets = availability.tickets_of(kept.event, kept.stock, feeds.now())
            shown = event_page.event_view(shown_in, tickets, base_url=self._base_url)
            return self._session(kept.event, shown, session, text=found[1])
        private = find_private(organization, event, base_url=self._base_url)
        if private is None:
            return elsewhere(organization, event, f"/sessions/{session}")
        text = private.event.texts.get(session)
        if text is None:
            raise NotFound
        response = self._session(private.event, private.view, session, text=text)
        response.headers["Cache-Control"] = PERSONAL
        return response

    def _session(
        self,
        event: discovery.PublishedEvent,
        shown: EventPage,
        session: str,
        *,
        text: discovery.SessionText,
    ) -> Response:
        view = event_page.session_view(event, shown, session, text=text)
        if view is None:
            raise NotFound
        about = Page(
            title=f"{view.title} · {shown.title}",
            description=discovery.plain(view.abstract_html),
            canonical_url=self._base_url + view.url,
            indexable=shown.indexable,
            kind="article",
        )
        return page_response(self._renderer.page("session.html", about, view), caching=SEARCHED)

    def _filtered(self, kept: Kept, language: str) -> Response:
        """The programme as a form without script asks for it; made anew."""
        count_request()
        tickets = availability.tickets_of(kept.event, kept.stock, feeds.now())
        view = event_page.event_view(
            in_language(kept.event, language),
            tickets,
            base_url=self._base_url,
            filters=arguments.programme_filters(request.args),
            dates=dates_of(kept.event),
        )
        about = replace(page_of(view, self._base_url), indexable=False)
        return page_response(self._renderer.event(about, view), caching=PUBLIC)

    def _private(self, organization: str, event: str) -> Opened:
        count_request()
        found = find_private(organization, event, base_url=self._base_url)
        if found is None:
            raise NotFound
        return found


def _sent(kept: Kept) -> Response:
    """A kept page as it lies there: no template, no compression."""
    response = page_response(b"", caching=PUBLIC)
    if takes_gzip():
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(kept.packed)
    else:
        response.set_data(kept.body)
    return tagged(response, kept.etag)


def _varying(response: Response, kept: Kept) -> Response:
    """Tell caches what else the answer depends on."""
    parts = ["Accept-Encoding", *(["Accept-Language"] if is_negotiated(kept.event) else [])]
    response.headers["Vary"] = ", ".join(parts)
    return response
