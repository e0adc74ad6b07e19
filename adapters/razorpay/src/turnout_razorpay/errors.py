"""What Razorpay's refusals mean.

Nearly all of them have the code BAD_REQUEST_ERROR and the reason `input_validation_failed`; only
the sentence tells them apart. Sentences as published in razorpay.com/docs/api, under «Errors».
"""

from contextlib import AbstractContextManager
from typing import Any

import httpx

from turnout_sdk.errors import AdapterError, Declined, Misconfigured
from turnout_sdk.http import readable

TAKEN = "already-attempted"
CAPTURED = "already-captured"
CLOSED = "link-closed"

_CODES = (
    ("reference id already attempted", TAKEN),
    ("receipt should be unique", TAKEN),
    ("already been captured", CAPTURED),
    ("order is already paid", CAPTURED),
    ("cannot cancel or expire", CLOSED),
    ("equal to the amount authorized", "capture-amount-differs"),
    ("greater than amount captured", "refund-too-large"),
    ("fully refunded already", "refund-too-large"),
    ("must be at least", "amount-too-small"),
    ("15 minutes in future", "expires-too-soon"),
    ("id provided does not exist", "unknown-id"),
    ("is not a valid id", "unknown-id"),
    ("minimum of one document", "evidence-needs-file"),
    ("dispute is not open", "dispute-closed"),
    ("respond by date", "dispute-closed"),
)
_WRONG_KEY = ("api key", "api {key/secret}", "authentication failed")
_SENTENCE = "The payment provider refused this operation."


def refusal(status: int, content: Any) -> AdapterError:
    """Read a 4xx. No text of Razorpay's is repeated: it quotes what it was sent."""
    error = content.get("error") if isinstance(content, dict) else None
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return Misconfigured("Razorpay refused the key id and secret")
    if not isinstance(error, dict):
        return Misconfigured(f"Razorpay answered {status} without saying why: is this its address?")
    said = str(error.get("description", "")).lower()
    if any(words in said for words in _WRONG_KEY):
        return Misconfigured("Razorpay refused the key id and secret")
    known = next((code for words, code in _CODES if words in said), None)
    return Declined(known or _code_of(error), _SENTENCE)


def understood() -> AbstractContextManager[None]:
    """Make Unclear of an answer that has not the form it should have: it was carried out."""
    return readable("Razorpay's answer")


def _code_of(error: dict[str, Any]) -> str:
    reason, field = error.get("reason"), error.get("field")
    if not isinstance(reason, str) or reason in ("", "NA"):
        return str(error.get("code") or "refused").lower()
    is_about_one = reason == "input_validation_failed" and isinstance(field, str)
    return f"invalid-{field}" if is_about_one else reason
