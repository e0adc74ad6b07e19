"""The checkout and the list of events, as other sites frame them: for guests, without cookies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel import clock, runtime
from turnout.kernel.errors import NotFound
from turnout.kernel.http.own_hosts import home_of_request
from turnout.modules.discovery import api as discovery
from turnout.modules.short_links import api as short_links
from turnout.site.embeds import frames
from turnout.site.embeds.oembed import OEmbedPages
from turnout.site.embeds.scripts import FILES, EmbedScripts
from turnout.site.embeds.views import FramedEvents
from turnout.site.events.cards import organization_card
from turnout.site.events.page import ShownEvent, event_cards
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import OEMBED, go_to, redirect_to_present
from turnout.site.layout.page_access import (
    LOOK,
    add_pages,
    count_request,
    forget_viewer,
    page,
)
from turnout.site.layout.views import Page
from turnout.site.orders import checkout
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer, script_json

AT: Final = "/embed"
FRAMED: Final = "anyone may buy, in pages of the sites that the organizer allowed"
MOST_EVENTS: Final = 50
IN_ADVANCE: Final = ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")
"""What browsers say that fetch a page before anybody asked for it."""


def add_to(
    app: Flask,
    renderer: Renderer,
    *,
    web_dist: Path,
    shown: Callable[[str, str], ShownEvent | None],
) -> None:
    pages, scripts = EmbedPages(renderer, shown), EmbedScripts(web_dist)
    rules: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
        ("/releases.json", scripts.embed_releases, LOOK),
        ("/<organization>", pages.framed_events, LOOK),
        ("/<organization>/<event>", pages.framed_checkout, LOOK),
        *((f"/<version>/{name}", scripts.embed_script, LOOK) for name in sorted(FILES)),
    )
    add_pages(app, rules, below=AT)
    add_pages(app, ((OEMBED, OEmbedPages(shown).oembed, LOOK),))
    add_pages(app, ((f"{short_links.PATH}/<code>", short_link, LOOK),))


class EmbedPages:
    """`shown` gives an event in the reader's language; None without one for whoever asks."""

    def __init__(self, renderer: Renderer, shown: Callable[[str, str], ShownEvent | None]) -> None:
        self._renderer = renderer
        self._shown = shown

    @page(FRAMED)
    def framed_checkout(self, organization: str, event: str) -> AnyResponse:
        """The checkout of an event; whoever looks is a guest, whatever cookies came along."""
        count_request()
        forget_viewer()
        elsewhere = _of_another_host(organization, f"/{event}")
        if elsewhere is not None:
            return elsewhere
        found = self._shown(organization, event)
        if found is None:
            return _moved(organization, event)
        view = found.view
        ancestors = frames.ancestors_of(view.organization_id)
        outside = view.organization.origin + view.checkout_url
        frame = frames.frame_of(ancestors, outside=outside)
        response = checkout.page_response_for(self._renderer, found, frame=frame)
        return frames.framed(response, ancestors)

    @page(FRAMED)
    def framed_events(self, organization: str) -> AnyResponse:
        """The events of an organization that are to come, each with the way to its tickets."""
        count_request()
        forget_viewer()
        elsewhere = _of_another_host(organization, "")
        if elsewhere is not None:
            return elsewhere
        found = discovery.find_organization(organization)
        if found is None:
            return _moved(organization, None)
        home = organization_card(found)
        ancestors = frames.ancestors_of(str(found.id))
        frame = frames.frame_of(ancestors, outside=f"{home.origin}/{home.slug}")
        now = clock.now()
        listed = discovery.list_of_organization(found.id)
        coming = [each for each in listed if each.ends_at >= now and each.state != "ended"]
        upcoming = sorted(coming, key=lambda each: each.starts_at)[:MOST_EVENTS]
        view = FramedEvents(
            organization=home,
            events=event_cards(upcoming),
            frame=frame,
            config_json=script_json(frame.config),
        )
        about = Page(title=_("Events of %(name)s", name=home.name), indexable=False, home=home)
        body = self._renderer.page("framed_events.html", about, view)
        return frames.framed(page_response(body, caching=PERSONAL), ancestors)


@page("who has a short link follows it")
def short_link(code: str) -> AnyResponse:
    """Lead on to what the organizer chose, counted by day; nothing is kept of who came.

    A link that is unknown or off is not there.
    """
    count_request()
    is_looked_at = request.method == "GET" and not any(map(request.headers.get, IN_ADVANCE))
    path = short_links.follow(code.lower(), is_counted=is_looked_at)
    if path is None:
        raise NotFound
    answer = redirect(path, 302)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _of_another_host(organization: str, rest: str) -> Response | None:
    """To the platform, where the host that was asked is another organization's own."""
    home = home_of_request()
    if home is None or home.slug == organization:
        return None
    origin = runtime.current().settings.origin_of("")
    return go_to(f"{origin}{AT}/{organization}{rest}")


def _moved(organization: str, event: str | None) -> AnyResponse:
    """To the present address below this one, or that nothing is there."""
    present = redirect_to_present(organization, event)
    path = present.headers.get("Location", "")
    if not path.startswith("/"):
        raise NotFound
    return go_to(AT + path)
