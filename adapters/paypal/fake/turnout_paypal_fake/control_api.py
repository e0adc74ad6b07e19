"""The control API under `/_fake/`: what buyers and banks do, and an API that misbehaves."""

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from turnout_paypal_fake import answers, disputes, orders, payments, webhooks
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.errors import malformed, missing, new_id
from turnout_sdk.testing.provider import misbehaviour
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.serving import Request

NOT_REACHED: Mapping[str | None, tuple[int, str, str | None]] = {
    "unavailable": (503, "SERVICE_UNAVAILABLE", None),
    "rate_limit": (429, "RATE_LIMIT_REACHED", None),
    "forbidden": (403, "NOT_AUTHORIZED", "PERMISSION_DENIED"),
}
BEHAVIOURS = ("hang", "drop", "error", "nonsense", "slow", *NOT_REACHED)
_FIELDS = {"token_seconds", "next_refund", "most_lines"}


def answer(tx: Tx, caller: Caller, request: Request, signer: Signer) -> Any:
    """Carry out one command; its fields come as JSON."""
    what, _, name = request.path.removeprefix("/_fake/").partition("/")
    fields = request.json() or {}
    if what == "sign":
        body, at = base64.b64decode(fields["body"]), datetime.fromisoformat(fields["at"])
        return signer.headers(body, fields["webhook_id"], at)
    if what not in _COMMANDS:
        raise missing()
    return public(_COMMANDS[what](tx, caller, name, fields))


def _script(tx: Tx, caller: Caller, _: str, fields: Json) -> Json:
    if fields["behaviour"] not in BEHAVIOURS:
        raise malformed("INVALID_PARAMETER_VALUE", "/behaviour")
    return misbehaviour.plan(tx, caller.account, {"id": new_id()} | fields)


def _end_tokens(tx: Tx, caller: Caller, *_: object) -> Json:
    for each in tx.in_order("token", caller.account):
        tx.remove("token", each["id"])
    return {}


def _play(tx: Tx, caller: Caller, name: str, fields: Json) -> Json:
    """Play the buyer, PayPal's review, or later the buyer's bank."""
    outcome = fields["outcome"]
    order = tx.get(caller.account, "order", name)
    if outcome not in _OUTCOMES:
        raise malformed("INVALID_PARAMETER_VALUE", "/outcome")
    return _OUTCOMES[outcome](tx, order)


_OUTCOMES: Mapping[str, Callable[[Tx, Json], Json]] = {
    "approve": lambda tx, order: orders.approve(tx, order["id"], "pay"),
    "approve_and_decline": lambda tx, order: orders.approve(tx, order["id"], "decline"),
    "approve_for_review": lambda tx, order: orders.approve(tx, order["id"], "review"),
    "reverse_approval": lambda tx, order: orders.reverse(tx, order["id"]),
    "arrived": lambda tx, order: payments.settle(tx, order["_account"], order, comes=True),
    "denied": lambda tx, order: payments.settle(tx, order["_account"], order, comes=False),
    "dispute": disputes.start,
    "inquiry": lambda tx, order: disputes.start(tx, order, stage="INQUIRY"),
    "escalated": disputes.escalate,
    "dispute_won": lambda tx, order: disputes.close(tx, order, outcome="RESOLVED_SELLER_FAVOUR"),
    "dispute_lost": lambda tx, order: disputes.close(tx, order, outcome="RESOLVED_BUYER_FAVOUR"),
    "refuse_on_page": lambda tx, order: orders.stay_open(tx, order["id"]),
    "challenge_on_page": lambda tx, order: orders.stay_open(tx, order["id"]),
}


def _change(tx: Tx, caller: Caller, _: str, fields: Json) -> Json:
    """`token_seconds`, `next_refund` ("pending"), `most_lines` of a report."""
    if set(fields) - _FIELDS:
        raise malformed("UNKNOWN_PARAMETER", "/")
    account = tx.find(caller.account, "account", caller.account) or {}
    return tx.put(caller.account, "account", account | fields)


def _deliver_again(tx: Tx, caller: Caller, name: str, _: Json) -> Json:
    event = tx.get(caller.account, "event", name)
    for webhook in tx.in_order("webhook", caller.account):
        webhooks.post(tx, caller.account, webhook, event)
    return event


_COMMANDS: Mapping[str, Callable[[Tx, Caller, str, Json], Json]] = {
    "account": _change,
    "disputes": lambda tx, caller, name, _: answers.heard(tx, caller, name),
    "events": _deliver_again,
    "orders": _play,
    "refunds": lambda tx, caller, name, fields: payments.finish_refund(
        tx, caller.account, name, succeeded=fields["outcome"] == "done"
    ),
    "scripts": _script,
    "tokens": _end_tokens,
}
