"""Card fields inside a shop's page: a frame of the sandbox that takes test cards.

The shop gets a client secret and never a card: the frame sends what is typed here, and nothing of
it is stored or logged. A card that is refused leaves the payment open for another try.
"""

import hmac
from datetime import datetime
from html import escape
from http import HTTPStatus
from string import Template
from typing import Literal

from pydantic import Field, ValidationError

from turnout_sandbox.events import FIELDS
from turnout_sandbox.provider import hosted, payments
from turnout_sandbox.provider.requests import Body
from turnout_sandbox.provider.rules import NO_STORE, Refused
from turnout_sdk.page_fields import origin_of
from turnout_sdk.testing.provider import pages
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply

CARDS = {
    "4242424242424242": "success",
    "4000000000000002": "decline",
    "4000000000003220": "requires_action",
    "4000000000000077": "pending",
}
_DECLINED = "Your card was declined. Please try another one."
_UNKNOWN = "The sandbox takes its own test cards only."
_OVER = "This payment is over."
_MONTHS, _CODE_DIGITS = 12, (3, 4)


class Attempt(Body):
    """What the frame sends: a card, or the buyer's word to the bank that asked."""

    client_secret: str = Field(max_length=200)
    number: str = Field(default="", max_length=40, repr=False)
    expiry: str = Field(default="", max_length=10, repr=False)
    cvc: str = Field(default="", max_length=10, repr=False)
    action: Literal["confirm", "refuse"] | None = None


def answer(tx: Tx, request: Request, *, payment_id: str) -> Reply:
    """Show the fields of a payment, or take a try."""
    try:
        payment = tx.get(None, "payment", payment_id)
    except Refused:
        return pages.plain(HTTPStatus.NOT_FOUND, "There is no such payment.")
    if payment["method"] != FIELDS:
        return pages.plain(HTTPStatus.NOT_FOUND, "This payment has a page of its own.")
    if request.method == "GET":
        return _page(payment)
    if request.method == "POST":
        return _take(tx, payment, request.body)
    return pages.plain(HTTPStatus.METHOD_NOT_ALLOWED, "Use GET or POST.")


def _take(tx: Tx, payment: Json, body: bytes) -> Reply:
    try:
        attempt = Attempt.model_validate_json(body or b"{}")
    except ValidationError:
        return _said("again", "The sandbox does not understand this.", status=400)
    if not hmac.compare_digest(
        attempt.client_secret.encode(), payments.client_secret(tx, payment).encode()
    ):
        return _said("over", _OVER, status=403)
    return _try(tx, payment, attempt)


def _try(tx: Tx, payment: Json, attempt: Attempt) -> Reply:
    state = payment["state"]
    if state in ("succeeded", "authorized", "pending"):
        return _said("done")
    if state not in ("open", "needs_action"):
        return _said("over", _OVER)
    if attempt.action is not None:
        outcome = "success" if attempt.action == "confirm" else "decline"
        return _settle(tx, payment, outcome if state == "needs_action" else "decline")
    fault = _fault(attempt, tx.time)
    if fault is not None:
        return _said("again", fault[1], field=fault[0])
    found = CARDS.get(_digits(attempt.number))
    if found is None:
        return _said("again", _UNKNOWN, field="number")
    if state == "needs_action":
        payments.reopen(tx, payment, code=None)
        payment = tx.get(None, "payment", payment["id"])
    return _settle(tx, payment, found)


def _settle(tx: Tx, payment: Json, outcome: str) -> Reply:
    if outcome == "decline":
        payments.reopen(tx, payment, code="declined")
        return _said("again", _DECLINED)
    payments.advance(tx, payment, outcome)
    return _said("challenge" if outcome == "requires_action" else "done")


def _fault(attempt: Attempt, now: datetime) -> tuple[str, str] | None:
    """Which field is wrong and what to say; the words do not repeat what was typed."""
    number, code = _digits(attempt.number), attempt.cvc.strip()
    if not _passes(number):
        return "number", "Please enter a valid card number"
    if not _is_ahead(attempt.expiry, now):
        return "expiry", "Please enter a date in the future, such as 04/31"
    if not (code.isascii() and code.isdecimal() and len(code) in _CODE_DIGITS):
        return "cvc", "Please enter the three digits of the security code"
    return None


def _digits(number: str) -> str:
    return number.replace(" ", "").replace("-", "")


def _passes(number: str) -> bool:
    """Check the digit at the end (ISO/IEC 7812)."""
    if not (number.isascii() and number.isdecimal() and 12 <= len(number) <= 19):  # noqa: PLR2004 - lengths of the standard
        return False
    doubled = (sum(divmod(int(each) * 2, 10)) for each in number[-2::-2])
    return (sum(int(each) for each in number[::-2]) + sum(doubled)) % 10 == 0


def _is_ahead(expiry: str, now: datetime) -> bool:
    month, slash, year = expiry.replace(" ", "").partition("/")
    if not slash or not (month.isascii() and month.isdecimal() and len(month) <= 2):  # noqa: PLR2004 - MM
        return False
    if not (year.isascii() and year.isdecimal() and len(year) in (2, 4)):
        return False
    ends = (int(year[-2:]), int(month))
    return 1 <= ends[1] <= _MONTHS and ends >= (now.year % 100, now.month)


def _said(outcome: str, message: str = "", *, field: str = "", status: int = 200) -> Reply:
    return reply(status, {"outcome": outcome, "message": message, "field": field}, NO_STORE)


def _page(payment: Json) -> Reply:
    shop = origin_of(payment["return_url"], is_secure=False)
    words = {"shop": shop or "", "address": f"/fields/{payment['id']}"}
    safe = {name: escape(value) for name, value in words.items()}
    body = Template(hosted.text("fields.html")).substitute(safe)
    ancestor = shop or "'none'"
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {ancestor}"
    )
    return pages.html(body, policy)
