"""The control API under `/_fake/`: what Razorpay has no API for; same credentials as the API."""

import random
from collections.abc import Callable, Mapping

from turnout_razorpay_fake import buyers, disputes, refunds, webhooks
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import failure, refused
from turnout_sdk.testing.provider import misbehaviour
from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import reply

_BEHAVIOURS = ("unavailable", "rate_limit", "error", "hang", "drop")
BROKEN = reply(502, {"error": {"code": "GATEWAY_ERROR"}})


def answer(tx: Tx, account: str, parts: list[str], body: Json) -> Json:
    """Do what is asked; everything is a POST."""
    name, subject = (*parts, "", "")[:2]
    act = _ACTS.get(name)
    if act is None:
        raise refused("The requested URL was not found on the server.", status=404)
    return act(tx, account, subject, body) or {}


def refuse_unreached(behaviour: str | None) -> None:
    """Refuse without doing anything."""
    if behaviour == "unavailable":
        raise failure("SERVER_ERROR", 503)
    if behaviour == "rate_limit":
        limited = failure("BAD_REQUEST_ERROR", 429)
        raise Refusal(429, limited.body, {"Retry-After": "2"})


def _refund_outside(tx: Tx, account: str, ref: str, body: Json) -> Json:
    payment = buyers.captured(tx, account, ref)
    return refunds.create(tx, account, payment["id"], {"amount": body["amount"]}, {})


def _subscribe(tx: Tx, account: str, _: str, body: Json) -> Json:
    """Add the webhook that organizers add in the dashboard, once for each address."""
    url = body["url"]
    known = [each for each in tx.every("webhook", account) if each["url"] == url]
    return known[0] if known else tx.put(account, "webhook", {"id": new_id("hook"), "url": url})


def _change(tx: Tx, account: str, _: str, body: Json) -> Json:
    """`webhook_secret`; `holds_next_refund` (it begins pending); `holds_deliveries`."""
    owner = tx.get(account, "account", account)
    for name in ("webhook_secret", "holds_next_refund", "holds_deliveries"):
        if name in body:
            owner[f"_{name}"] = body[name]
    tx.put(account, "account", owner)
    return {"id": account}


def _release(tx: Tx, account: str, _: str, body: Json) -> Json:
    """Let held deliveries go: `order` is `as_made`, `reversed` or `shuffled`; `copies` of each."""
    held = [each for each in tx.in_order("delivery", account) if each["due_at"] > tx.now]
    held *= int(body.get("copies", 1))
    if body.get("order") == "reversed":
        held.reverse()
    elif body.get("order") == "shuffled":
        random.SystemRandom().shuffle(held)
    for each in held:
        tx.remove("delivery", each["id"])
    for each in held:
        tx.put(account, "delivery", each | {"id": new_id("delivery"), "due_at": tx.now})
    return {"released": len(held)}


def _heard(tx: Tx, account: str, ref: str, _: Json) -> Json:
    """What the bank has of a dispute: how often it was sent evidence, and the documents in it."""
    dispute = tx.get(account, "dispute", ref)
    said = dispute["evidence"]
    ids = [each for name in disputes.DOCUMENTS for each in said[name] or []]
    ids += [each for other in said["others"] or [] for each in other["document_ids"]]
    contents = [tx.get(account, "document", each)["_content"] for each in ids]
    return {"submissions": dispute["_submissions"], "contents": contents}


def _plan(tx: Tx, account: str, _: str, body: Json) -> Json:
    if body.get("behaviour") not in _BEHAVIOURS:
        raise refused(f"The behaviour is one of {', '.join(_BEHAVIOURS)}.", "behaviour")
    return misbehaviour.plan(tx, account, {"id": new_id("script"), "method": ""} | body)


_ACTS: Mapping[str, Callable[[Tx, str, str, Json], Json | None]] = {
    "payments": lambda tx, account, ref, body: buyers.act(
        tx, account, ref, body["outcome"], description=body.get("description")
    ),
    "refunds": lambda tx, account, ref, body: refunds.finish(
        tx, account, tx.get(account, "refund", ref), succeeded=body["outcome"] == "processed"
    ),
    "refund_outside": _refund_outside,
    "disputes": _heard,
    "events": lambda tx, account, ref, _: webhooks.post(tx, account, tx.get(account, "event", ref)),
    "webhooks": _subscribe,
    "account": _change,
    "release": _release,
    "scripts": _plan,
}
