"""Refusals as pages, for people who came with a browser."""

import json
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from turnout.modules.organizations import api as organizations
from turnout.modules.sso import api as sso
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import factor_path
from turnout.site.layout.views import Link, Page, ProblemPage
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer

MACHINES: Final = ("/api/", "/hooks/", "/scim/", "/assets/")
NOTHING: Final = (
    marked("There is nothing at this address"),
    marked("The page may have moved, or the link is incomplete."),
)
WORDS: Final = {
    404: NOTHING,
    405: NOTHING,
    410: (marked("This page is no longer here"), marked("It was taken away by its organizer.")),
    413: (marked("That is more than we take at once"), marked("Please send less of it.")),
    429: (marked("That was a little too fast"), marked("Please wait a moment and try again.")),
    503: (marked("We are very busy right now"), marked("Please try again in a moment.")),
}
OF_KERNEL: Final = (
    marked("This request did not come from our own pages."),
    marked("We could not read this request"),
)
"""Details that refusals bring along, for the catalogues."""
NEEDS_AGENCY: Final = "roles.agency-sign-in-needed"
NOT_FOUND: Final = 404
EVENT: Final = re.compile(r"/[a-z0-9-]+/[a-z0-9-]+/?")
SLUG: Final = re.compile(r"[a-z0-9-]{3,63}")
SHUT: Final = {
    "suspended": (
        403,
        marked("%(name)s is not available right now"),
        marked("Its events cannot be seen or booked at the moment. Your tickets stay good."),
    ),
    "closing": (
        410,
        marked("%(name)s has closed"),
        marked("It offers no events any more. You still find tickets and receipts of yours here."),
    ),
}
"""Status, title and text for the pages of an organization that is shut."""
FAULT: Final = (
    marked("That did not work"),
    marked("Something went wrong on our side. Please try again in a minute."),
)
FACTOR_ASKED: Final = {
    "organizations.second-factor-required": (
        marked("Your role here asks for a second factor"),
        marked("Set up a passkey or an authenticator app, or show the one you have, and go on."),
    ),
    "organizations.second-factor-demanded": (
        marked("This client asks for your second factor"),
        marked("Show it once more, and go on."),
    ),
}
"""By the code of a refusal: what an organization wants to see before it lets somebody in."""
AGENCY_SHUT_OUT: Final = {
    NEEDS_AGENCY: (
        marked("This client wants you to sign in by your agency"),
        marked("Go on with your agency's own sign-in. Without one, its administrators set it up."),
    ),
    "roles.agencies-refused": (
        marked("This client lets nobody in through an agency"),
        marked("Ask its administrators to invite you as a member of their own."),
    ),
}
"""By the code of a refusal: what a client says to members of its agency."""
REFUSED: Final = (marked("We could not do that"), marked("Please go back and try again."))


def install(renderer: Renderer) -> Callable[[Response], Response]:
    """What turns a problem document into a page where a person asked for one."""

    def as_page(response: Response) -> Response:
        if response.mimetype != "application/problem+json" or not _is_for_a_person():
            return response
        about, view = _views(response)
        body = renderer.page("problem.html", about, view)
        made = page_response(body, caching=PERSONAL, status=view.status)
        for name in ("Retry-After", "Allow"):
            if name in response.headers:
                made.headers[name] = response.headers[name]
        return made

    return as_page


def _is_for_a_person() -> bool:
    if request.path.startswith(MACHINES):
        return False
    accepted = request.accept_mimetypes
    return accepted.accept_html and not request.path.endswith(".json")


def _may_be_private(status: int) -> bool:
    """Whether a missing page has the address of an event, which may be private."""
    return status == NOT_FOUND and EVENT.fullmatch(request.path) is not None


def _shut_organization(status: int) -> ProblemPage | None:
    """What to say where an organization's pages stood before it was suspended or closed."""
    slug = request.path.strip("/").partition("/")[0]
    if status != NOT_FOUND or not SLUG.fullmatch(slug):
        return None
    found = organizations.find_by_slug(slug)
    if found is None or found.state not in SHUT:
        return None
    code, title, text = SHUT[found.state]
    return ProblemPage(
        status=code,
        title=_(title, name=found.name),
        text=_(text),
        action=Link(label=_("My tickets"), url="/my-tickets"),
    )


def _views(response: Response) -> tuple[Page, ProblemPage]:
    status = response.status_code
    shut = _shut_organization(status)
    if shut is not None:
        return Page(title=shut.title, indexable=False), shut
    problem = json.loads(response.get_data())
    is_fault = status >= 500  # noqa: PLR2004  the first server error
    fallback = FAULT if is_fault else (problem.get("title", REFUSED[0]), problem["detail"])
    title, text = WORDS.get(status, fallback)
    action = Link(label=_("Go to the start"), url="/")
    if problem.get("code") in FACTOR_ASKED:
        title, text = FACTOR_ASKED[problem["code"]]
        action = Link(label=_("Continue"), url=factor_path(request.path))
    if problem.get("code") in AGENCY_SHUT_OUT:
        title, text = AGENCY_SHUT_OUT[problem["code"]]
        way_in = sso.find_way_in(UUID(problem["agency_id"]))
        if way_in and problem["code"] == NEEDS_AGENCY:
            back = urlencode({"next": request.path})
            action = Link(label=_("Continue"), url=f"{way_in}?{back}")
    view = ProblemPage(
        status=status,
        title=_(title),
        text=_(text),
        request_id=problem.get("request_id", "") if is_fault else "",
        action=action,
        code_url=f"{request.path.rstrip('/')}/access" if _may_be_private(status) else None,
    )
    return Page(title=view.title, indexable=False), view
