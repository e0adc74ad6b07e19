"""Refusals in Razorpay's form. The sentences are the published ones: adapters read them."""

from typing import Any, NoReturn


class Refused(Exception):
    """An answer that is no success."""

    def __init__(
        self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(body)
        self.status, self.body, self.headers = status, body, headers or {}


def refused(description: str, field: str | None = None, *, status: int = 400) -> Refused:
    return Refused(status, _error(description, field=field))


def wrong_key() -> Refused:
    return Refused(401, _error("Authentication failed", source="NA", step="NA", reason="NA"))


def refuse_id() -> NoReturn:
    raise refused("The id provided does not exist")


def failure(code: str, status: int) -> Refused:
    return Refused(status, _error("We are facing some trouble.", code=code, source="internal"))


def _error(
    description: str,
    *,
    code: str = "BAD_REQUEST_ERROR",
    source: str = "business",
    step: str = "payment_initiation",
    reason: str = "input_validation_failed",
    field: str | None = None,
) -> dict[str, Any]:
    error: dict[str, Any] = {
        "code": code,
        "description": description,
        "source": source,
        "step": step,
        "reason": reason,
        "metadata": {},
    }
    return {"error": error | ({"field": field} if field else {})}
