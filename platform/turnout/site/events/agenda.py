"""The personal agenda behind the stars of an event's page, for who is signed in.

Guests keep theirs in the browser. Nothing here shows on the page itself, so that one stays kept.
"""

import json
from collections.abc import Callable
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.modules.participation import api as participation
from turnout.site.forms import csrf
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.rendering.headers import PERSONAL, page_response

FORM: Final = "agenda"
JSON: Final = "application/json"
STALE_STATUS: Final = 403
GUEST_STATUS: Final = 401


class AgendaRoutes:
    """`find` gives the event and the code that opened it; NotFound where there is none."""

    def __init__(
        self, find: Callable[[str, str], tuple[discovery.PublishedEvent, str | None]]
    ) -> None:
        self._find = find

    @page("asks only about the agenda of who is signed in")
    def agenda(self, organization: str, event: str) -> Response:
        """What the person picked, by the items' addresses; 401 for a guest."""
        count_request("write" if request.method == "POST" else "read")
        viewer = find_viewer()
        if viewer is None:
            return _answer({"picked": []}, GUEST_STATUS)
        found, code = self._find(organization, event)
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
