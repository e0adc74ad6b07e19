"""Events, and who is to hear of them."""

from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import plan
from turnout_stripe_fake.credentials import new_id

VERSION = "2026-10-28.endive"


def tell(tx: Tx, account: str, event_type: str, thing: Json) -> Json:
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
    plan(
        tx,
        endpoint["_account"],
        {"id": new_id("whd"), "url": endpoint["url"], "event": event},
    )
