"""Webhook endpoints, events, and deliveries as Stripe writes and signs them."""

import hmac
import json
from collections.abc import Sequence

from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import Message, plan
from turnout_stripe_fake.accounts import Caller, new_id, secrets_of
from turnout_stripe_fake.messages import allow, invalid, items, missing

PAUSES = (1, 5, 30, 300, 1800, 3600, 3 * 3600, 12 * 3600)
"""Stripe goes on for three days, pausing ever longer."""


def sign(secrets: Sequence[str], body: bytes, *, at: int) -> str:
    """`Stripe-Signature`; while a secret is rolled there is one `v1` for each."""
    signed = str(at).encode() + b"." + body
    digests = [hmac.new(key.encode(), signed, "sha256").hexdigest() for key in secrets]
    return ",".join([f"t={at}", "v0=0", *(f"v1={digest}" for digest in digests)])


def create(tx: Tx, caller: Caller, form: Json) -> Json:
    """`POST /v1/webhook_endpoints`; the secret is shown this once."""
    allow(form, "url", "enabled_events", "connect", "api_version", "description", "metadata")
    url, hears = form.get("url", ""), list(items(form.get("enabled_events")))
    if not url.startswith(("http://", "https://")):
        raise invalid("url", "Invalid URL.", "url_invalid")
    if not hears:
        raise invalid("enabled_events", "Missing required param: enabled_events.")
    endpoint: Json = {
        "id": new_id("we"),
        "object": "webhook_endpoint",
        "connect": form.get("connect") == "true",
        "created": tx.now,
        "enabled_events": hears,
        "livemode": False,
        "status": "enabled",
        "url": url,
        "_account": caller.platform,
    }
    tx.put(caller.platform, "webhook_endpoint", endpoint)
    return endpoint | {"secret": secrets_of(tx, caller.platform)[0]}


def remove(tx: Tx, caller: Caller, endpoint_id: str) -> Json:
    if tx.find(caller.platform, "webhook_endpoint", endpoint_id) is None:
        raise missing("webhook endpoint", endpoint_id)
    tx.remove("webhook_endpoint", endpoint_id)
    return {"id": endpoint_id, "object": "webhook_endpoint", "deleted": True}


def compose(tx: Tx, account: str, delivery: Json) -> Message:
    """Write a delivery, signed with every secret that the account's endpoints have now."""
    body = json.dumps(delivery["event"], indent=2).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Stripe-Signature": sign(secrets_of(tx, account), body, at=tx.now),
    }
    return Message(url=delivery["url"], body=body, headers=headers)


VERSION = "2026-10-28.endive"


def publish(tx: Tx, account: str, event_type: str, thing: Json) -> Json:
    """Keep an event and one delivery of it for every endpoint that listens."""
    event: Json = {
        "id": new_id("evt"),
        "object": "event",
        "api_version": VERSION,
        "created": tx.now,
        "data": {"object": public(thing)},
        "livemode": False,
        "pending_webhooks": 0,
        "request": {"id": new_id("req"), "idempotency_key": None},
        "type": event_type,
    }
    owner = tx.find(account, "account", account) or {}
    platform = owner.get("_platform")
    if platform:
        event["account"] = account
    tx.put(account, "event", event)
    for endpoint in tx.every("webhook_endpoint", platform or account):
        hears = endpoint["enabled_events"]
        if endpoint["connect"] is bool(platform) and (event_type in hears or "*" in hears):
            post(tx, endpoint, event)
    return event


def post(tx: Tx, endpoint: Json, event: Json) -> None:
    """Plan a delivery of an event to an endpoint."""
    plan(tx, endpoint["_account"], {"id": new_id("whd"), "url": endpoint["url"], "event": event})
