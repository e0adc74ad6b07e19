"""Errors in Razorpay's form. The sentences are the published ones: adapters read them."""

from typing import Any

from turnout_sdk.testing.provider.app import Refusal


def refused(description: str, field: str | None = None, *, status: int = 400) -> Refusal:
    return Refusal(status, _error(description, field=field))


def wrong_key() -> Refusal:
    return Refusal(401, _error("Authentication failed", source="NA", step="NA", reason="NA"))


def missing(*_: str) -> Refusal:
    return refused("The id provided does not exist")


def failure(code: str, status: int) -> Refusal:
    return Refusal(status, _error("We are facing some trouble.", code=code, source="internal"))


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
