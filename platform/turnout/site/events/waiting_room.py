"""The waiting room before a checkout: joining, one's own place, and going on; without any script.

A place is kept by a cookie of this browser, so it outlives a reload, a closed tab and another
language. The page looks again by itself; a script does the same without loading it anew.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.errors import RateLimited, Unavailable
from turnout.kernel.http.cookies import Cookie, host_cookie
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import network
from turnout.kernel.messaging import live
from turnout.modules.challenges import api as challenges
from turnout.modules.challenges.api import Challenge, ChallengeAction, ChallengeWidget
from turnout.modules.discovery import api as discovery
from turnout.modules.waiting_room import api as waiting_room
from turnout.modules.waiting_room.api import PlaceState, WaitingPlace
from turnout.site.events import service
from turnout.site.events.cards import brief_card
from turnout.site.l10n.formats import deadline, number, wait_text
from turnout.site.l10n.i18n import _, ngettext
from turnout.site.layout.addresses import event_path, go_to, redirect_to_present
from turnout.site.layout.page_access import page, with_cookies
from turnout.site.layout.views import EventCard, Link, Page
from turnout.site.rendering.headers import NOTHING_ELSE, PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer
from turnout_sdk.page_fields import Origins

FoundEvent = tuple[discovery.PublishedEvent, str | None]
AT: Final = "/waiting-room"
AGAIN_SECONDS: Final = 10
"""When the page of somebody who has no place yet, or cannot be told of it, is loaded again."""
PLACE_LASTS: Final = 7 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What somebody needs to check the draw of their place."""

    number: str
    commitment: str
    seed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRoomPage:
    """How it stands with somebody who waits, in words."""

    event: EventCard
    path: str
    title: str
    text: str
    details: tuple[tuple[str, str], ...] = ()
    """Lines of a list: what, and how much."""
    can_join: bool = False
    challenge: Challenge | None = None
    """What the page's script solves before it joins by itself."""
    widget_json: str = ""
    """How the widget of the organization's challenge service is shown, where it has one."""
    has_place: bool = False
    again_seconds: int = AGAIN_SECONDS
    live_url: str = ""
    """Where the realtime role pushes how the room stands."""
    draw: Draw | None = None
    waitlist: Link | None = None


def is_admitted(event: discovery.PublishedEvent) -> bool:
    """Whether this browser may see the checkout of an event: it has a good pass, or needs none.

    Asks nobody: what the page was made from says whether there is a waiting room. Where one
    switches itself on by how many come, this is somebody who came.
    """
    waiting_room.count_arrival((UUID(str(event.summary.organization.id)), event.summary.id))
    if not event.page.has_waiting_room or request.args.get("waitlist"):
        return True
    text = _cookie(waiting_room.pass_cookie(event.summary.id))
    try:
        waiting_room.read_pass(text, event.summary.id)
    except (waiting_room.PassRefused, waiting_room.PassExpired):
        return False
    return True


def room_path(event: discovery.PublishedEvent) -> str:
    return event_path(event.summary) + AT


class WaitingRoomPages:
    """`find` gives the event and the code that opened a private one; None without an event."""

    def __init__(self, renderer: Renderer, find: Callable[[str, str], FoundEvent | None]) -> None:
        self._renderer = renderer
        self._find = find

    @page("anyone who may buy may wait")
    def waiting_room(self, organization: str, event: str) -> AnyResponse:
        found = self._find(organization, event)
        if found is None:
            return redirect_to_present(organization, event, AT)
        shown = found[0]
        if not shown.page.has_waiting_room:
            return go_to(_checkout(shown))
        try:
            return self._placed(shown) or self._outside(shown)
        except waiting_room.RoomNotFound:
            return go_to(_checkout(shown))
        except Unavailable:
            response = self._response(_unreachable(shown))
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            response.headers["Retry-After"] = str(AGAIN_SECONDS)
            return response

    @page("anyone who may buy may wait; places are limited by network")
    def join_waiting_room(self, organization: str, event: str) -> AnyResponse:
        found = self._find(organization, event)
        if found is None:
            return redirect_to_present(organization, event, AT)
        shown = found[0]
        event_id = shown.summary.id
        kept = _cookie(waiting_room.place_cookie(event_id))
        try:
            joined = waiting_room.join(
                _context(shown),
                event_id,
                network=network(),
                token=kept,
                challenge=request.form.get("challenge", ""),
            )
        except RateLimited as refused:
            return self._challenged(shown, refused)
        except (waiting_room.RoomNotOpen, waiting_room.RoomNotFound):
            return go_to(room_path(shown))
        place = _kept(waiting_room.place_cookie(event_id), joined.token, seconds=PLACE_LASTS)
        return with_cookies(go_to(room_path(shown)), (place,))

    @page("whoever has a place may give it up")
    def leave_waiting_room(self, organization: str, event: str) -> AnyResponse:
        found = self._find(organization, event)
        if found is None:
            return redirect_to_present(organization, event, AT)
        shown = found[0]
        name = waiting_room.place_cookie(shown.summary.id)
        with suppress(waiting_room.PlaceOver, waiting_room.RoomNotFound):
            waiting_room.leave(_context(shown), shown.summary.id, _cookie(name))
        return with_cookies(go_to(event_path(shown.summary)), (_kept(name, "", seconds=0),))

    @page("whoever has a place may look at it")
    def waiting_room_state(self, organization: str, event: str) -> Response:
        """What the page says now, for its script; `reload` where another page has to come."""
        found = self._find(organization, event)
        said = self._said(found[0]) if found is not None else {"reload": True}
        return page_response(json.dumps(said), caching=PERSONAL, content_type="application/json")

    def _said(self, shown: discovery.PublishedEvent) -> dict[str, Any]:
        place = None
        try:
            place = _look(shown)
        except Unavailable:
            view = _unreachable(shown)
        except waiting_room.RoomNotFound:
            return {"reload": True}
        else:
            if place is None or place.state is PlaceState.ADMITTED:
                return {"reload": True}
            view = _view(shown, place)
        return {
            "reload": False,
            "title": view.title,
            "text": view.text,
            "details": view.details,
            "again": view.again_seconds,
            "position": place.position if place else None,
            "admitted": place.admitted if place else 0,
        }

    def _placed(self, shown: discovery.PublishedEvent) -> AnyResponse | None:
        """The page of this browser's place, or the way to the checkout; None without a place."""
        place = _look(shown)
        if place is None:
            return None
        if place.checkout_pass is None or place.pass_expires_at is None:
            return self._response(_view(shown, place))
        left = (place.pass_expires_at - clock.now()).total_seconds()
        name = waiting_room.pass_cookie(shown.summary.id)
        admitted = _kept(name, place.checkout_pass, seconds=max(1, int(left)))
        return with_cookies(go_to(_checkout(shown)), (admitted,))

    def _outside(self, shown: discovery.PublishedEvent) -> Response:
        """The page of who has no place: how to get one, or from when."""
        state = waiting_room.find_room_state(_context(shown), shown.summary.id)
        if state is None:
            raise waiting_room.RoomNotFound
        lobby = state.lobby_opens_at
        was_in = bool(_cookie(waiting_room.place_cookie(shown.summary.id)))
        if lobby is not None and clock.now() < lobby:
            return self._response(_closed(shown, lobby, opens_at=state.opens_at))
        return self._response(_joinable(shown, was_in=was_in))

    def _challenged(self, shown: discovery.PublishedEvent, refused: RateLimited) -> Response:
        """The page of one network's many: it proves an effort by itself, or waits its time."""
        widget = challenges.find_widget(_context(shown))
        asked = challenges.issue(
            _context(shown).organization_id,
            shown.summary.id,
            ChallengeAction.WAITING_ROOM,
            network=network(),
            by_service=widget is not None,
        )
        pause = int(refused.headers["Retry-After"])
        view = _crowded(shown, asked, pause=pause, widget=widget)
        response = self._response(view, fields_from=widget.origins if widget else NOTHING_ELSE)
        response.status_code = refused.status
        response.headers.update(refused.headers)
        return response

    def _response(self, view: WaitingRoomPage, *, fields_from: Origins = NOTHING_ELSE) -> Response:
        about = Page(
            title=view.title, indexable=False, path=view.path, home=view.event.organization
        )
        body = self._renderer.page("waiting_room.html", about, view)
        response = page_response(
            body,
            caching=PERSONAL,
            listens_to=runtime.current().settings.realtime_origin,
            fields_from=fields_from,
        )
        # With `no-referrer` browsers say `Origin: null` when the page's form is sent.
        response.headers["Referrer-Policy"] = "strict-origin"
        return response


def _look(shown: discovery.PublishedEvent) -> WaitingPlace | None:
    """This browser's place; None without one that is good."""
    token = _cookie(waiting_room.place_cookie(shown.summary.id))
    if not token:
        return None
    try:
        return waiting_room.look(_context(shown), shown.summary.id, token)
    except waiting_room.PlaceOver:
        return None


def _context(shown: discovery.PublishedEvent) -> PublicContext:
    return PublicContext(
        organization_id=UUID(str(shown.summary.organization.id)), request_id=request_id()
    )


def _checkout(shown: discovery.PublishedEvent) -> str:
    return event_path(shown.summary) + "/checkout"


def _cookie(name: str) -> str:
    return request.cookies.get(host_cookie(name), "")


def _kept(name: str, value: str, *, seconds: int) -> Cookie:
    return Cookie(host_cookie(name), value, lifetime_seconds=seconds)


def _page(shown: discovery.PublishedEvent, **said: Any) -> WaitingRoomPage:
    return WaitingRoomPage(
        event=brief_card(shown.summary),
        path=room_path(shown),
        **said,
    )


def _moment(shown: discovery.PublishedEvent, moment: datetime) -> str:
    zone = shown.summary.time_zone
    return deadline(moment.astimezone(ZoneInfo(zone)), zone)


def _closed(
    shown: discovery.PublishedEvent, lobby: datetime, *, opens_at: datetime
) -> WaitingRoomPage:
    return _page(
        shown,
        title=_("The waiting room is not open yet"),
        text=_(
            "It opens %(lobby)s, and the sale %(opening)s. It makes no difference when you come"
            " in between: places are drawn at the opening of the sale.",
            lobby=_moment(shown, lobby),
            opening=_moment(shown, opens_at),
        ),
    )


def _joinable(shown: discovery.PublishedEvent, *, was_in: bool) -> WaitingRoomPage:
    again = _("Your place was used, or your time to buy is over. You can join again, at the end.")
    first = _(
        "Many people want tickets at once, so everyone waits for their turn. This browser keeps"
        " your place, also when you close the page."
    )
    return _page(
        shown,
        title=_("Waiting room for %(title)s", title=shown.summary.title),
        text=again if was_in else first,
        can_join=True,
    )


def _crowded(
    shown: discovery.PublishedEvent,
    asked: Challenge,
    *,
    pause: int,
    widget: ChallengeWidget | None = None,
) -> WaitingRoomPage:
    title, wait = _("Many people on your network are joining"), wait_text(max(1, pause))
    if widget is None:
        text = _(
            "Your browser is solving a small task, so that programs cannot take all the places."
            " This takes a few seconds, and you do not have to do anything. If nothing happens,"
            " join again in %(wait)s.",
            wait=wait,
        )
        return _page(shown, title=title, text=text, can_join=True, challenge=asked)
    text = _(
        "Show that you are a person, so that programs cannot take all the places. If nothing"
        " appears here, join again in %(wait)s.",
        wait=wait,
    )
    drawn = {
        "module": widget.module,
        "options": widget.options,
        "action": ChallengeAction.WAITING_ROOM,
        "binding": asked.binding,
        "answers": f"/api/v1/organizations/{shown.summary.organization.id}"
        f"/events/{shown.summary.id}/challenge-answers",
    }
    return _page(
        shown,
        title=title,
        text=text,
        can_join=True,
        challenge=asked,
        widget_json=json.dumps(drawn),
    )


def _unreachable(shown: discovery.PublishedEvent) -> WaitingRoomPage:
    return _page(
        shown,
        title=_("One moment, please"),
        text=_(
            "We cannot reach the waiting room right now, and nobody is admitted meanwhile. You"
            " keep your place, and this page tries again by itself."
        ),
        has_place=True,
    )


def _view(shown: discovery.PublishedEvent, place: WaitingPlace) -> WaitingRoomPage:
    title, text = _words(shown, place)
    listed = [(_("People who wait"), number(place.waiting))]
    if place.estimate_seconds is not None:
        listed.append((_("Your turn comes in about"), wait_text(max(1, place.estimate_seconds))))
    draw = Draw(number=place.draw_number, commitment=place.draw_commitment, seed=place.draw_seed)
    has_waitlist = any(each.has_waitlist for each in shown.page.offers)
    waitlist = Link(label=_("Join the waitlist"), url=f"{event_path(shown.summary)}/waitlist")
    return _page(
        shown,
        title=title,
        text=text,
        details=tuple(listed),
        has_place=True,
        again_seconds=place.ask_again_seconds,
        live_url=service.live_url(
            live.WAITING_ROOM, _context(shown).organization_id, shown.summary.id
        ),
        draw=draw,
        waitlist=waitlist if place.is_sold_out and has_waitlist else None,
    )


def _words(shown: discovery.PublishedEvent, place: WaitingPlace) -> tuple[str, str]:
    if place.state is PlaceState.LOBBY:
        return _("You are in the waiting room"), _(
            "The sale opens %(moment)s. Everyone who is here by then gets a place by a draw.",
            moment=_moment(shown, place.opens_at),
        )
    if place.is_sold_out:
        return _("Sold out for now"), _(
            "Nothing is left, so nobody is admitted. Tickets that others do not pay for come"
            " back: you keep your place."
        )
    ahead = (place.position or 1) - 1
    title = _("You are number %(number)s in the waiting room", number=number(ahead + 1))
    if place.is_paused:
        return title, _("The organizer has paused admission. You keep your place.")
    if place.is_gathering:
        return title, _("We are putting all places back in order. You keep your place.")
    if ahead == 0:
        return title, _("You are next. This page takes you to the tickets by itself.")
    return title, ngettext(
        "%(num)s person is before you. This page takes you to the tickets when it is your turn.",
        "%(num)s people are before you. This page takes you to the tickets when it is your turn.",
        ahead,
    )
