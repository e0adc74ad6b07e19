"""Former addresses of pages: they lead to the present one for good."""

from flask import redirect, request
from werkzeug.wrappers import Response

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.site.cards import series_path


def elsewhere(organization: str, event: str | None, rest: str = "") -> Response:
    """Redirect a former address to the present one, or say that nothing is there."""
    moved = discovery.find_moved(organization.lower(), event.lower() if event else None)
    if moved is None:
        raise NotFound
    parts = [moved.organization_slug, *([moved.event_slug] if moved.event_slug else [])]
    return _led("/" + "/".join(parts) + rest)


def elsewhere_in_series(organization: str, series: str) -> Response:
    moved = discovery.find_moved_series(organization.lower(), series.lower())
    if moved is None or moved.event_slug is None:
        raise NotFound
    return _led(series_path(moved.organization_slug, moved.event_slug))


def _led(path: str) -> Response:
    """What was asked for goes along; an address never leads to itself."""
    if path == request.path:
        raise NotFound
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{path}?{query}" if query else path, 301)
