"""A session found by the names in an address, for pages about somebody's own tickets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from werkzeug.wrappers import Response

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import (
    TICKET_LINKS,
    event_path,
    present_name,
    redirect_for_good,
    redirect_to_present,
    sign_in_path,
)
from turnout.site.layout.views import Link, MessagePage

FindEvent: TypeAlias = Callable[[str, str], tuple[discovery.PublishedEvent, str | None] | None]
"""The event behind two names, with the code that opened it where it is private."""


@dataclass(frozen=True, slots=True)
class FoundSession:
    event: discovery.PublishedEvent
    code: str | None
    """What opened a private event."""
    entry: discovery.SessionEntry
    path: str

    @property
    def back(self) -> Link:
        return Link(label=_("Back to the session"), url=self.path)


def find_session(
    find: FindEvent, organization: str, event: str, session: str, *, below: str
) -> FoundSession | Response:
    """The session, or the way to its present names where `below` is below its page; NotFound."""
    found = find(organization, event)
    if found is None:
        return redirect_to_present(organization, event, f"/sessions/{session}/{below}")
    shown, code = found
    base = f"{event_path(shown.summary)}/sessions"
    named = present_name(shown, shown.programme.sessions, session)
    if named != session:
        return redirect_for_good(f"{base}/{named}/{below}")
    entry = next((each for each in shown.programme.sessions if each.key == named), None)
    if entry is None:
        raise NotFound
    return FoundSession(shown, code, entry, f"{base}/{named}")


def page_for_guests(title: str, text: str, *, path: str) -> MessagePage:
    """How somebody who is not signed in shows a ticket; `path` is the page they asked for."""
    return MessagePage(
        title=title,
        text=text,
        kind="ticket",
        action=Link(label=_("Sign in"), url=sign_in_path(path)),
        more=Link(label=_("Email me my tickets"), url=TICKET_LINKS),
    )
