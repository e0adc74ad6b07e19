"""Saving an event and following its organizer, on a page of its own and in place by script."""

import json
from collections.abc import Callable
from typing import Final

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PersonContext
from turnout.modules.consents.api import ConsentSource
from turnout.modules.discovery import api as discovery
from turnout.modules.participation import api as participation
from turnout.site.events.views import FollowPage
from turnout.site.forms import csrf
from turnout.site.forms.pages import Personal
from turnout.site.layout.addresses import (
    event_path,
    go_to,
    own_path,
    redirect_to_present,
    sign_in_path,
)
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.rendering.headers import PERSONAL, page_response

FORM: Final = "follow"
JSON: Final = "application/json"
STALE: Final = 403
GUEST: Final = 401
FoundEvent = tuple[discovery.PublishedEvent, str | None]
Bookmarks = participation.Bookmarks


class FollowPages:
    """`find` gives the event and the code that opened a private one; None without an event."""

    def __init__(self, personal: Personal, find: Callable[[str, str], FoundEvent | None]) -> None:
        self._personal = personal
        self._find = find

    @page("asks only about who is signed in, and sends everybody else to sign in")
    def follow_event(self, organization: str, event: str) -> AnyResponse:
        """Whether the person saved the event and follows its organizer; POST changes it."""
        count_request("write" if request.method == "POST" else "read")
        found = self._find(organization, event)
        if found is None:
            return redirect_to_present(organization, event, "/follow")
        shown, code = found
        path = event_path(shown.summary)
        return self._answered(shown.summary.organization, path, event=shown.summary, code=code)

    @page("asks only about who is signed in, and sends everybody else to sign in")
    def follow_organization(self, organization: str) -> AnyResponse:
        """Whether the person follows the organizer; POST changes it."""
        count_request("write" if request.method == "POST" else "read")
        found = discovery.find_organization(organization)
        if found is None:
            return redirect_to_present(organization, None, "/follow")
        return self._answered(found, f"/{found.slug}")

    def _answered(
        self,
        home: discovery.PublishedOrganization,
        path: str,
        *,
        event: discovery.EventSummary | None = None,
        code: str | None = None,
    ) -> AnyResponse:
        viewer, wants_json = find_viewer(), request.accept_mimetypes.best == JSON
        if viewer is None:
            return _json({}, GUEST) if wants_json else go_to(sign_in_path(f"{path}/follow"))
        if request.method == "POST":
            try:
                csrf.require_own(FORM)
            except csrf.Stale:
                return _json({}, STALE) if wants_json else go_to(f"{path}/follow")
            _change(viewer, home, event, code)
            if not wants_json:
                return go_to(own_path(request.form.get("next"), otherwise=f"{path}/follow"))
        interest = participation.read_bookmarks(viewer, home.id, event.id if event else None)
        if wants_json:
            return _json({"saved": interest.saved, "follows": interest.follows,
                          "token": csrf.token_of(FORM)})  # fmt: skip
        view = FollowPage(
            title=event.title if event else home.name,
            organization=home.name,
            url=path,
            saved=interest.saved if event else None,
            follows=interest.follows,
            form_token=csrf.token_of(FORM),
        )
        return self._personal.page("follow.html", view, title=view.title)


def _change(
    viewer: PersonContext,
    home: discovery.PublishedOrganization,
    event: discovery.EventSummary | None,
    code: str | None,
) -> None:
    """What the form names is changed, and nothing else."""
    saved, follows = csrf.typed("saved"), csrf.typed("follows")
    if event is not None and saved == "1":
        participation.add_favourite(viewer, home.id, event.id, code=code)
    elif event is not None and saved == "0":
        participation.remove_favourite(viewer, home.id, event.id)
    if follows == "1":
        participation.follow_organizer(viewer, home.id, source=ConsentSource.ORGANIZER_PAGE)
    elif follows == "0":
        participation.unfollow_organizer(viewer, home.id, source=ConsentSource.ORGANIZER_PAGE)


def _json(body: dict[str, object], status: int = 200) -> Response:
    response = page_response(json.dumps(body), caching=PERSONAL, status=status, content_type=JSON)
    return csrf.keep(response)
