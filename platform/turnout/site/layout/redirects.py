"""Former addresses of pages: they lead to the present one for good."""

from collections.abc import Sequence

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.events.event_cards import series_path


def elsewhere(organization: str, event: str | None, rest: str = "") -> AnyResponse:
    """Redirect a former address to the present one, or say that nothing is there."""
    moved = discovery.find_moved(organization.lower(), event.lower() if event else None)
    if moved is None:
        raise NotFound
    parts = [moved.organization_slug, *([moved.event_slug] if moved.event_slug else [])]
    return led_on("/" + "/".join(parts) + rest)


def elsewhere_in_series(organization: str, series: str) -> AnyResponse:
    moved = discovery.find_moved_series(organization.lower(), series.lower())
    if moved is None or moved.event_slug is None:
        raise NotFound
    return led_on(series_path(moved.organization_slug, moved.event_slug))


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


def led_on(path: str) -> AnyResponse:
    """What was asked for goes along; an address never leads to itself."""
    if path == request.path:
        raise NotFound
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{path}?{query}" if query else path, 301)
