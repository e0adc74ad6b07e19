"""The provider's errors in its own form."""

from typing import Any

from turnout_paypal_fake.store import new_id
from turnout_sdk.testing.serving import Reply, reply

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


class Problem(Exception):
    """An answer of 4xx; what was written for its request is undone."""

    def __init__(
        self, status: int, name: str, issue: str | None = None, *, field: str | None = None
    ) -> None:
        super().__init__(issue or name)
        self.status, self.name, self.issue, self.field = status, name, issue, field

    def answer(self) -> Reply:
        body: dict[str, Any] = {
            "name": self.name,
            "message": _MESSAGES[self.name],
            "debug_id": new_id(13).lower(),
            "links": [],
        }
        if self.issue:
            detail = {"issue": self.issue, "description": self.issue.replace("_", " ").lower()}
            body["details"] = [detail | ({"field": self.field} if self.field else {})]
        answer = reply(self.status, body)
        more = {"PayPal-Debug-Id": body["debug_id"]}
        return Reply(status=answer.status, body=answer.body, headers={**answer.headers, **more})


def malformed(issue: str, field: str) -> Problem:
    return Problem(400, "INVALID_REQUEST", issue, field=field)


def refused(issue: str) -> Problem:
    return Problem(422, "UNPROCESSABLE_ENTITY", issue)


def missing() -> Problem:
    return Problem(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
