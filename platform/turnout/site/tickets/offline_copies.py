"""Tickets kept on the phone for a door without a network: which, until when, and whose they are."""

from datetime import timedelta
from typing import Final

from flask import Flask, Response

from turnout.kernel.errors import NotFound
from turnout.kernel.security.capability_links import derive_mark
from turnout.site.layout.page_access import find_viewer, page
from turnout.site.rendering.assets import Assets

KEEP: Final = "Turnout-Keep-Until"
"""Until when the page may be shown without a network; pages without it are never kept."""
PERSON: Final = "Turnout-Person"
"""Who looks: when it changes, what was kept for another person is forgotten."""
KEPT: Final = timedelta(days=1)
WORKER: Final = "ticket-worker.js"
GUEST: Final = "guest"


def keeps(response: Response, until: str) -> Response:
    """Let the worker of this site keep the page; every other cache keeps out (`no-store`)."""
    if until:
        response.headers[KEEP] = until
    return response


def marked_person(response: Response) -> Response:
    response.headers[PERSON] = person_mark()
    return response


def person_mark() -> str:
    """A mark that is the same for an account on every page and does not tell who it is."""
    viewer = find_viewer()
    if viewer is None:
        return GUEST
    return derive_mark("site.person-mark", viewer.user_id.bytes, length=8).hex()


def add_to(app: Flask, assets: Assets) -> None:
    """The worker's script; it stands at the top, so that it may look after tickets and sign-out."""

    @page("the script that keeps tickets for the door is the same for everybody")
    def ticket_worker() -> Response:
        path = assets.directory / WORKER
        if not path.is_file():
            raise NotFound
        response = Response(path.read_bytes(), content_type="text/javascript; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Service-Worker-Allowed"] = "/"
        return response

    app.add_url_rule(f"/{WORKER}", "site.ticket_worker", ticket_worker)
