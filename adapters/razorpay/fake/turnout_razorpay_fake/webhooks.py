"""Webhooks: events, who is to hear of them, and how Razorpay signs what it sends."""

import hashlib
import hmac
import json

from turnout_razorpay_fake.accounts import new_id, webhook_secret_of
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import Message, plan

FAR = 2**40
PAUSES = (2, 10, 60, 300, 1800, 2 * 3600, 6 * 3600, 15 * 3600)
"""Together about a day."""


def publish(tx: Tx, account: str, name: str, /, **things: Json) -> None:
    """Keep an event as it is sent, byte for byte, and one delivery of it for every webhook."""
    event = {
        "entity": "event",
        "account_id": account,
        "event": name,
        "contains": list(things),
        "payload": {kind: {"entity": public(thing)} for kind, thing in things.items()},
        "created_at": tx.now,
    }
    kept = {"id": new_id("event"), "name": name, "body": json.dumps(event)}
    tx.put(account, "event", kept)
    post(tx, account, kept)


def post(tx: Tx, account: str, event: Json) -> None:
    """Plan deliveries; they are carried out after the request, unless they are held back."""
    owner = tx.find(account, "account", account) or {}
    for hook in tx.in_order("webhook", account):
        delivery = {"id": new_id("delivery"), "url": hook["url"], "body": event["body"]}
        plan(tx, account, delivery | ({"due_at": FAR} if owner.get("_holds_deliveries") else {}))


def compose(tx: Tx, account: str, delivery: Json) -> Message:
    """Write a delivery; a retry is the same body, signed anew."""
    owner = tx.find(account, "account", account) or {}
    secret = str(owner.get("_webhook_secret") or webhook_secret_of(owner.get("_key_id", "")))
    body = delivery["body"].encode()
    headers = {"Content-Type": "application/json", "User-Agent": "Razorpay-Webhook/v1"}
    return Message(url=delivery["url"], body=body, headers=headers | sign(body, secret))


def sign(body: bytes, secret: str) -> dict[str, str]:
    """Write the headers of a delivery: the signature, and an id that is the event's for ever."""
    event_id = hashlib.sha256(body).hexdigest()[:14]
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Razorpay-Signature": signature, "x-razorpay-event-id": event_id}
