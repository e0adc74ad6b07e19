"""The limits that a request is counted against, and the headers that show them."""

from typing import Final
from uuid import UUID

from flask import Flask, Response

from turnout.kernel import runtime
from turnout.kernel.http.application import current_request, extension
from turnout.kernel.security.rate_limits import Verdict

QUOTA: Final = "turnout.request_quota"
"""What counts a request against an organization's plan; app.py plugs it in."""
COUNTED: Final = "turnout.counted"
READING: Final = ("GET", "HEAD")


def install(app: Flask) -> None:
    app.after_request(_show)


def count(route_class: str | None, subject: str) -> None:
    """Count the request against its class; without one, reading and writing have their own."""
    chosen = route_class or ("read" if current_request().method in READING else "write")
    verdict = runtime.current().limiter.lease(chosen, subject)
    show(chosen, verdict)


def count_for(organization_id: UUID) -> None:
    """Count the request against the organization's plan as well, where that has a limit."""
    headers = extension(QUOTA)(organization_id)
    if headers:
        current_request().environ.setdefault(COUNTED, []).append(headers)


def show(route_class: str, verdict: Verdict) -> None:
    """Have the answer say how this limit stands, instead of what it said before."""
    current_request().environ[COUNTED] = [verdict.headers(route_class)]


def _show(response: Response) -> Response:
    for headers in current_request().environ.get(COUNTED, ()):
        response.headers.extend(headers)
    return response
