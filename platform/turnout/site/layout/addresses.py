"""Addresses of pages: former ones lead to the present one, people only to paths of ours."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlencode, urljoin

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.layout.views import Link


def redirect_to_present(organization: str, event: str | None, rest: str = "") -> AnyResponse:
    """Redirect a former address to the present one, or say that nothing is there."""
    moved = discovery.find_moved(organization.lower(), event.lower() if event else None)
    if moved is None:
        raise NotFound
    parts = [moved.organization_slug, *([moved.event_slug] if moved.event_slug else [])]
    return redirect_for_good("/" + "/".join(parts) + rest)


def redirect_to_present_series(organization: str, series: str) -> AnyResponse:
    moved = discovery.find_moved_series(organization.lower(), series.lower())
    if moved is None or moved.event_slug is None:
        raise NotFound
    return redirect_for_good(series_path(moved.organization_slug, moved.event_slug))


def present_name(
    event: discovery.PublishedEvent,
    parts: Sequence[discovery.SessionEntry] | Sequence[discovery.SpeakerEntry],
    text: str,
) -> str:
    """What a session or speaker of the event is called in addresses now.

    `text` is the present name, which needs no looking up, the id, or a former name; anything else
    comes back as it is.
    """
    if any(each.key == text for each in parts):
        return text
    by_id = {str(each.id): each.key for each in parts}
    if text in by_id:
        return by_id[text]
    here = event.summary.organization.id
    moved = discovery.find_moved_part(here, text, [each.id for each in parts])
    return text if moved is None else by_id[str(moved)]


def redirect_for_good(path: str) -> AnyResponse:
    """What was asked for goes along; an address never leads to itself."""
    if path == request.path:
        raise NotFound
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{path}?{query}" if query else path, 301)


OEMBED: Final = "/oembed"
"""What other sites may show of an address of ours."""
TICKET_LINKS: Final = "/my-tickets/links"
MESSAGES: Final = "/my-tickets/messages"
"""Where everybody has the links to their tickets mailed."""
ACCOUNT: Final = "/account"
PERSONAL_DATA: Final = f"{ACCOUNT}/personal-data"
DATA_REQUESTS: Final = f"{ACCOUNT}/data-requests"
LONGEST: Final = 500
PATH: Final = re.compile(r"/(?![/\\])[A-Za-z0-9/_.~%@:+,;=-]*(?:\?[A-Za-z0-9/_.~%@:+,;=&-]*)?")
"""No backslash, blank or control sign: browsers read some of those as the start of a host."""
NOT_BACK_TO: Final = ("/sign-in", "/sign-up", "/sign-out", "/api/", "/hooks/")


def own_path(
    text: str | None, *, otherwise: str = ACCOUNT, closed: tuple[str, ...] = NOT_BACK_TO
) -> str:
    """The text if it is a path of ours that a person can be sent to, else the other one."""
    if not text or len(text) > LONGEST or not PATH.fullmatch(text):
        return otherwise
    if "//" in text or "/.." in text or text.startswith(closed):
        return otherwise
    return text


def sign_in_path(back_to: str) -> str:
    return f"/sign-in?{urlencode({'next': back_to})}"


def confirm_path(back_to: str) -> str:
    """Where somebody proves once more that it is them, on the way to what asks for it."""
    return f"{ACCOUNT}/confirm?{urlencode({'next': back_to})}"


def factor_path(back_to: str) -> str:
    """Where somebody shows a second factor, or sets one up, on the way to what asks for it."""
    return f"{ACCOUNT}/second-factors/required?{urlencode({'next': back_to})}"


def go_to(path: str) -> Response:
    """Send the browser there with a plain GET; nothing on the way may keep the answer."""
    response = redirect(path, 303)
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]  # Flask's own class, as the application makes it


def event_path(event: discovery.EventSummary) -> str:
    return f"/{event.organization.slug}/{event.slug}"


def sign_up_path(event_url: str, session: str) -> str:
    """Where holders of tickets take a place in a session that one signs up for."""
    return f"{event_url}/sessions/{session}/sign-up"


def series_path(organization_slug: str, slug: str) -> str:
    return f"/{organization_slug}/series/{slug}"


def oembed_links(url: str) -> tuple[Link, ...]:
    """By what a public page says that other sites may show it: media type and address.

    They are asked for at the page's own host, the platform's or an organization's.
    """
    asked = f"{urljoin(url, OEMBED)}?url={quote(url, safe='')}"
    return tuple(
        Link(label=f"{kind}+oembed", url=f"{asked}&format={name}")
        for kind, name in (("application/json", "json"), ("text/xml", "xml"))
    )
