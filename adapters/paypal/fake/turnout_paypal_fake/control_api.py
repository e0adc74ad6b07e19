"""What no provider has: what buyers and banks do, and an API that misbehaves. Under `/_fake/`."""

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from turnout_paypal_fake import disputes, events, orders, payments
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.errors import Problem, malformed, missing
from turnout_paypal_fake.events import public
from turnout_paypal_fake.store import Books, Json, new_id
from turnout_sdk.testing.serving import Request

NOT_REACHED = {
    "unavailable": Problem(503, "SERVICE_UNAVAILABLE"),
    "rate_limit": Problem(429, "RATE_LIMIT_REACHED"),
    "forbidden": Problem(403, "NOT_AUTHORIZED", "PERMISSION_DENIED"),
}
BEHAVIOURS = ("hang", "drop", "error", "nonsense", "slow", *NOT_REACHED)
_FIELDS = {"token_seconds", "next_refund", "most_lines"}


def answer(books: Books, caller: Caller, request: Request, signer: Signer) -> Any:
    """Carry out one command; its fields come as JSON."""
    what, _, name = request.path.removeprefix("/_fake/").partition("/")
    fields = request.json() or {}
    if what == "sign":
        body, at = base64.b64decode(fields["body"]), datetime.fromisoformat(fields["at"])
        return signer.headers(body, fields["webhook_id"], at)
    if what not in _COMMANDS:
        raise missing()
    return public(_COMMANDS[what](books, caller, name, fields))


def _script(books: Books, caller: Caller, _: str, fields: Json) -> Json:
    if fields["behaviour"] not in BEHAVIOURS:
        raise malformed("INVALID_PARAMETER_VALUE", "/behaviour")
    script = {"id": new_id(), "times": 1, "method": "POST", "path": ""} | fields
    return books.keep(caller.account, "script", script)


def _end_tokens(books: Books, caller: Caller, *_: object) -> Json:
    for each in books.every("token", caller.account):
        books.drop("token", each["id"])
    return {}


def _finish_refund(books: Books, caller: Caller, name: str, fields: Json) -> Json:
    is_done = fields["outcome"] == "done"
    return payments.finish_refund(books, caller.account, name, succeeded=is_done)


def _play(books: Books, caller: Caller, name: str, fields: Json) -> Json:
    """Play the buyer, PayPal's review, or later the buyer's bank."""
    outcome = fields["outcome"]
    order = books.find(caller.account, "order", name)
    if order is None:
        raise missing()
    if outcome not in _OUTCOMES:
        raise malformed("INVALID_PARAMETER_VALUE", "/outcome")
    return _OUTCOMES[outcome](books, order)


_OUTCOMES: Mapping[str, Callable[[Books, Json], Json]] = {
    "approve": lambda books, order: orders.approve(books, order["id"], "pay"),
    "approve_and_decline": lambda books, order: orders.approve(books, order["id"], "decline"),
    "approve_for_review": lambda books, order: orders.approve(books, order["id"], "review"),
    "reverse_approval": lambda books, order: orders.reverse(books, order["id"]),
    "arrived": lambda books, order: payments.settle(books, order["_account"], order, comes=True),
    "denied": lambda books, order: payments.settle(books, order["_account"], order, comes=False),
    "dispute": disputes.start,
    "inquiry": lambda books, order: disputes.start(books, order, stage="INQUIRY"),
    "escalated": disputes.escalate,
    "dispute_won": lambda books, order: disputes.close(
        books, order, outcome="RESOLVED_SELLER_FAVOUR"
    ),
    "dispute_lost": lambda books, order: disputes.close(
        books, order, outcome="RESOLVED_BUYER_FAVOUR"
    ),
    "refuse_on_page": lambda books, order: orders.linger(books, order["id"]),
    "challenge_on_page": lambda books, order: orders.linger(books, order["id"]),
}


def take_script(books: Books, caller: Caller, request: Request) -> str | None:
    """The oldest script that fits this request, if any; it wears off."""
    for script in books.every("script", caller.account):
        if script["path"] in request.path and script["method"] in (request.method, "ANY"):
            script["times"] -= 1
            if script["times"] > 0:
                books.keep(caller.account, "script", script)
            else:
                books.drop("script", script["id"])
            return str(script["behaviour"])
    return None


def _change(books: Books, caller: Caller, _: str, fields: Json) -> Json:
    """`token_seconds`, `next_refund` ("pending"), `most_lines` of a report."""
    if set(fields) - _FIELDS:
        raise malformed("UNKNOWN_PARAMETER", "/")
    account = books.find(caller.account, "account", caller.account) or {}
    return books.keep(caller.account, "account", account | fields)


def _deliver_again(books: Books, caller: Caller, name: str, _: Json) -> Json:
    event = books.find(caller.account, "event", name)
    if event is None:
        raise missing()
    for webhook in books.every("webhook", caller.account):
        events.post(books, caller.account, webhook, event)
    return event


_COMMANDS: Mapping[str, Callable[[Books, Caller, str, Json], Json]] = {
    "account": _change,
    "events": _deliver_again,
    "orders": _play,
    "refunds": _finish_refund,
    "scripts": _script,
    "tokens": _end_tokens,
}
