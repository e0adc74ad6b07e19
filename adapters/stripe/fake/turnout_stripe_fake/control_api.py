"""The control API under `/_fake/`: the bank answers, and the API misbehaves."""

import json

from turnout_sdk.testing.provider import misbehaviour
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Request, reply
from turnout_stripe_fake import balance, checkout, disputes, intents, refunds, webhooks
from turnout_stripe_fake.accounts import Caller, new_id
from turnout_stripe_fake.messages import ApiError

_DISPUTES = {
    "dispute": ("open", "needs_response"),
    "inquiry": ("open", "warning_needs_response"),
    "escalated": ("close", "needs_response"),
    "dispute_won": ("close", "won"),
    "dispute_lost": ("close", "lost"),
    "inquiry_closed": ("close", "warning_closed"),
}
_LATER = {"Retry-After": "2"}
NOT_REACHED = {
    "unavailable": reply(503, {"error": {"type": "api_error"}}, _LATER),
    "rate_limit": reply(429, {"error": {"type": "api_error"}}, _LATER),
}
BROKEN = reply(500, {"error": {"type": "api_error"}})
BEHAVIOURS = ("hang", "drop", "error", "slow", *NOT_REACHED)


def answer(tx: Tx, caller: Caller, request: Request) -> Json:
    """Carry out one command; its fields come as JSON."""
    what, _, object_id = request.path.removeprefix("/_fake/").partition("/")
    fields = json.loads(request.body or b"{}")
    if what in ("payments", "refunds"):
        play = complete if what == "payments" else refunds.finish
        return play(tx, caller.account, object_id, fields["outcome"])
    if what == "files":
        return {"content": tx.get(caller.account, "file", object_id)["_content"]}
    if what == "payouts":
        return balance.pay_out(tx, caller.account, fields["currency"].lower())
    if what == "scripts":
        if fields["behaviour"] not in BEHAVIOURS:
            raise ApiError(400, "Unknown behaviour.")
        return misbehaviour.plan(tx, caller.platform, {"id": new_id("script")} | fields)
    if what == "account":
        return _change(tx, caller, fields)
    if what == "events":
        return _deliver_again(tx, caller, object_id)
    raise ApiError(404, "There is no such command.")


def complete(tx: Tx, account: str, intent_id: str, outcome: str) -> Json:
    """Play the buyer, the bank, or later the buyer's bank that disputes."""
    intent = tx.get(account, "payment_intent", intent_id)
    if outcome in _DISPUTES:
        step, status = _DISPUTES[outcome]
        act = disputes.open_dispute if step == "open" else disputes.close_dispute
        return act(tx, account, intent, status=status)
    if outcome.startswith("review_"):
        return intents.close_review(tx, account, intent, outcome.removeprefix("review_"))
    if outcome == "fraud_warning":
        return intents.warn_early(tx, account, intent)
    sessions = tx.every("checkout.session", account)
    session = next((each for each in sessions if each["payment_intent"] == intent_id), None)
    if session is None:
        return intents.advance(tx, account, intent, outcome)
    checkout.act(tx, session, outcome)
    return tx.get(account, "payment_intent", intent_id)


def _change(tx: Tx, caller: Caller, fields: Json) -> Json:
    """`secrets`: what endpoints sign with. `refunds`: how the next refunds begin."""
    account = tx.find(caller.account, "account", caller.account) or {}
    if "secrets" in fields:
        account["_secrets"] = fields["secrets"]
    if "refunds" in fields:
        account["_next_refund"] = fields["refunds"]
    if "charges_enabled" in fields:
        account["charges_enabled"] = fields["charges_enabled"]
    return tx.put(caller.account, "account", account)


def _deliver_again(tx: Tx, caller: Caller, event_id: str) -> Json:
    event = tx.get(caller.account, "event", event_id)
    for endpoint in tx.every("webhook_endpoint", caller.platform):
        webhooks.post(tx, endpoint, event)
    return event
