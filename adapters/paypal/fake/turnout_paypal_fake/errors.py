"""Errors in PayPal's form."""

import secrets
from collections.abc import Mapping
from typing import Any

from turnout_sdk.testing.provider.app import Refusal

_MESSAGES = {
    "INVALID_REQUEST": "Request is not well-formed, syntactically incorrect, or violates schema.",
    "UNPROCESSABLE_ENTITY": "The requested action could not be performed, semantically incorrect, "
    "or failed business validation.",
    "RESOURCE_NOT_FOUND": "The specified resource does not exist.",
    "NOT_AUTHORIZED": "Authorization failed due to insufficient permissions.",
    "AUTHENTICATION_FAILURE": "Authentication failed due to invalid authentication credentials or "
    "a missing Authorization header.",
    "RATE_LIMIT_REACHED": "Too many requests. Blocked due to rate limiting.",
    "SERVICE_UNAVAILABLE": "Service Unavailable.",
    "INTERNAL_SERVER_ERROR": "An internal server error has occurred.",
}


class Problem(Refusal):
    """An answer of 4xx or 5xx in PayPal's form."""

    def __init__(
        self, status: int, name: str, issue: str | None = None, *, field: str | None = None
    ) -> None:
        body: dict[str, Any] = {
            "name": name,
            "message": _MESSAGES[name],
            "debug_id": new_id(13).lower(),
            "links": [],
        }
        if issue:
            detail = {"issue": issue, "description": issue.replace("_", " ").lower()}
            body["details"] = [detail | ({"field": field} if field else {})]
        super().__init__(status, body, {"PayPal-Debug-Id": body["debug_id"]})


def malformed(issue: str, field: str) -> Problem:
    return Problem(400, "INVALID_REQUEST", issue, field=field)


def refused(issue: str) -> Problem:
    return Problem(422, "UNPROCESSABLE_ENTITY", issue)


def missing(*_: str) -> Problem:
    return Problem(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")


def allow(given: Mapping[str, Any], known: set[str], place: str = "") -> None:
    """Refuse what the endpoint does not know."""
    for name in given:
        if name not in known:
            raise malformed("UNKNOWN_PARAMETER", f"{place}/{name}")


_DRAWN = "0123456789ABCDEFGHJKLMNPRSTUVWXY"


def new_id(length: int = 17) -> str:
    """Draw an id such as `5O190127TN364715T`."""
    return "".join(secrets.choice(_DRAWN) for _ in range(length))
