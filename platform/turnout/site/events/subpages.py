"""Below an event's page: sessions, speakers, calendars, pictures to share, the personal agenda."""

import json
from collections.abc import Callable
from typing import Final
from uuid import UUID

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.modules.participation import api as participation
from turnout.site.events import session_files
from turnout.site.events.cards import by_letter
from turnout.site.events.page import ShownEvent, session_view, speaker_view
from turnout.site.events.views import SessionPage, SpeakerPage, SpeakersPage
from turnout.site.events.visits import count_session
from turnout.site.forms import csrf
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import present_name, redirect_for_good, redirect_to_present
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import Page
from turnout.site.machines import feeds, json_ld, share_cards
from turnout.site.machines.share_cards import picture_response
from turnout.site.rendering.headers import HTML, PERSONAL, page_response, public_page
from turnout.site.rendering.renderer import Renderer

FORM: Final = "agenda"
JSON: Final = "application/json"
STALE_STATUS: Final = 403
GUEST_STATUS: Final = 401
FoundEvent = tuple[discovery.PublishedEvent, str | None]


class AgendaPage:
    """`find` gives the event and the code that opened a private one; None without an event."""

    def __init__(self, find: Callable[[str, str], FoundEvent | None]) -> None:
        self._find = find

    @page("asks only about the agenda of who is signed in")
    def agenda(self, organization: str, event: str) -> Response:
        """What the person picked, by the items' addresses; 401 for a guest."""
        count_request("write" if request.method == "POST" else "read")
        viewer = find_viewer()
        if viewer is None:
            return _answer({"picked": []}, GUEST_STATUS)
        opened = self._find(organization, event)
        if opened is None:
            raise NotFound
        found, code = opened
        if request.method == "POST":
            try:
                csrf.require_own(FORM)
            except csrf.Stale:
                return _answer({"picked": []}, STALE_STATUS)
            _change(viewer, found, code)
        return _answer(_told(viewer, found, code))


def _change(viewer: PersonContext, found: discovery.PublishedEvent, code: str | None) -> None:
    key = csrf.typed("session")
    session_id = next((one.id for one in found.programme.sessions if one.key == key), None)
    if session_id is None:
        raise NotFound
    home, event_id = found.summary.organization.id, found.summary.id
    if csrf.typed("pick") == "1":
        participation.pick_session(viewer, home, event_id, session_id=session_id, code=code)
    else:
        participation.drop_session(viewer, home, event_id, session_id=session_id)


def _told(
    viewer: PersonContext, found: discovery.PublishedEvent, code: str | None
) -> dict[str, object]:
    agenda = participation.read_own_agenda(
        viewer, found.summary.organization.id, found.summary.id, code=code
    )
    keys: dict[UUID, str] = {each.id: each.key for each in found.programme.sessions}
    return {
        "picked": [keys[each.id] for each in agenda.sessions if each.id in keys],
        "feed": agenda.feed_url,
        "token": csrf.token_of(FORM),
    }


def _answer(body: dict[str, object], status: int = 200) -> Response:
    response = page_response(json.dumps(body), caching=PERSONAL, status=status, content_type=JSON)
    return csrf.keep(response)


class EventSubpages:
    """`find` gives the event as it is shown to who asks, or None where there is none for them."""

    def __init__(self, renderer: Renderer, find: Callable[[str, str], ShownEvent | None]) -> None:
        self._renderer = renderer
        self._find = find

    @page("the programme is public with its event")
    def session(self, organization: str, event: str, session: str) -> AnyResponse:
        count_request()
        shown = self._find(organization, event)
        if shown is None:
            return redirect_to_present(organization, event, f"/sessions/{session}")
        named = present_name(shown.event, shown.event.programme.sessions, session)
        if named != session:
            return redirect_for_good(f"{shown.view.url}/sessions/{named}")
        view = self._session(shown, session)
        count_session(shown.event, session)
        data = json_ld.session_json(view)
        return self._part("session.html", view, shown, name=view.title, data=data)

    @page("session files that the organizer gives to everybody")
    def session_file(
        self, organization: str, event: str, *, session: str, file: UUID
    ) -> AnyResponse:
        """Lead to the file; its own address lapses, this one stays."""
        count_request()
        shown = self._find(organization, event)
        if shown is None:
            return redirect_to_present(organization, event, f"/sessions/{session}/files/{file}")
        is_counted = request.method == "GET"
        found = session_files.download_url(shown.event.summary, file, is_counted=is_counted)
        response = redirect(found, 302)
        response.headers["Cache-Control"] = PERSONAL
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @page("the programme is public with its event")
    def session_calendar(self, organization: str, event: str, session: str) -> AnyResponse:
        count_request()
        shown = self._found(organization, event)
        named = present_name(shown.event, shown.event.programme.sessions, session)
        if named != session:
            return redirect_for_good(f"{shown.view.url}/sessions/{named}/calendar.ics")
        view = self._session(shown, session)
        body = feeds.calendar_of_session(view, shown.event.summary)
        return _answer_with(body, shown, content_type=feeds.CALENDAR)

    @page("an event's day is public with its page")
    def event_calendar(self, organization: str, event: str) -> AnyResponse:
        count_request()
        shown = self._found(organization, event)
        summary = shown.event.summary
        body = feeds.calendar_of(summary.title, [summary])
        return _answer_with(body, shown, content_type=feeds.CALENDAR)

    @page("who speaks is public with the event")
    def speakers(self, organization: str, event: str) -> AnyResponse:
        count_request()
        shown = self._find(organization, event)
        if shown is None:
            return redirect_to_present(organization, event, "/speakers")
        if not shown.view.speakers:
            raise NotFound
        speakers = shown.view.speakers
        view = SpeakersPage(
            event=shown.view,
            url=shown.view.speakers_url,
            letters=by_letter(speakers),
            has_faces=any(each.photo for each in speakers),
        )
        title = _("Speakers of %(title)s", title=shown.view.title)
        about = Page(
            title=title,
            description=title,
            canonical_url=shown.view.organization.origin + view.url,
            image_url=shown.view.image_url,
            indexable=shown.view.indexable,
            home=shown.view.organization,
        )
        return self._sent("speakers.html", about, view, shown)

    @page("who speaks is public with the event")
    def speaker(self, organization: str, event: str, speaker: str) -> AnyResponse:
        count_request()
        shown = self._find(organization, event)
        if shown is None:
            return redirect_to_present(organization, event, f"/speakers/{speaker}")
        named = present_name(shown.event, shown.event.programme.speakers, speaker)
        if named != speaker:
            return redirect_for_good(f"{shown.view.url}/speakers/{named}")
        view = self._speaker(shown, speaker)
        data = json_ld.speaker_json(view)
        return self._part("speaker.html", view, shown, name=view.speaker.name, data=data)

    @page("the programme is public with its event")
    def programme_ids(self, organization: str, event: str) -> AnyResponse:
        """The id of each programme item by its address: for agendas, which name items by id."""
        count_request()
        shown = self._found(organization, event)
        ids = {each.key: str(each.id) for each in shown.event.programme.sessions}
        body = json.dumps({"sessions": ids}).encode()
        return _answer_with(body, shown, content_type="application/json")

    @page("pictures of public pages are public")
    def event_picture(self, organization: str, event: str, name: str) -> AnyResponse:
        return picture_response(
            name, lambda: share_cards.event_card(self._found(organization, event).view)
        )

    @page("pictures of public pages are public")
    def session_picture(
        self, organization: str, event: str, *, session: str, name: str
    ) -> AnyResponse:
        return picture_response(
            name,
            lambda: share_cards.session_card(
                self._session(self._found(organization, event), session)
            ),
        )

    @page("pictures of public pages are public")
    def speaker_picture(
        self, organization: str, event: str, *, speaker: str, name: str
    ) -> AnyResponse:
        return picture_response(
            name,
            lambda: share_cards.speaker_card(
                self._speaker(self._found(organization, event), speaker)
            ),
        )

    def _found(self, organization: str, event: str) -> ShownEvent:
        shown = self._find(organization, event)
        if shown is None:
            raise NotFound
        return shown

    def _session(self, shown: ShownEvent, key: str) -> SessionPage:
        return session_view(shown, key)

    def _speaker(self, shown: ShownEvent, key: str) -> SpeakerPage:
        return speaker_view(shown, key)

    def _part(
        self,
        template: str,
        view: SessionPage | SpeakerPage,
        shown: ShownEvent,
        *,
        name: str,
        data: str,
    ) -> Response:
        """The page of a part of the event, with what is said of it to whoever links to it."""
        about = Page(
            title=f"{name} · {shown.view.title}",
            description=view.description,
            canonical_url=shown.view.organization.origin + view.url,
            image_url=view.image_url,
            indexable=shown.view.indexable,
            kind="article",
            json_ld=data,
            home=shown.view.organization,
        )
        return self._sent(template, about, view, shown)

    def _sent(self, template: str, about: Page, view: object, shown: ShownEvent) -> Response:
        return _answer_with(self._renderer.page(template, about, view), shown)


def _answer_with(body: str | bytes, shown: ShownEvent, *, content_type: str = HTML) -> Response:
    """No cache keeps what a code has opened."""
    if shown.is_private:
        return page_response(body, caching=PERSONAL, content_type=content_type)
    return public_page(body, content_type=content_type)
