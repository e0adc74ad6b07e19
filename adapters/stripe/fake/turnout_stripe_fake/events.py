"""Events, and who is to hear of them."""

from turnout_stripe_fake.store import Json, Tx, new_id

VERSION = "2026-10-28.endive"


def tell(tx: Tx, account: str, event_type: str, thing: Json) -> Json:
    """Keep an event and one delivery of it for every endpoint that listens."""
    event: Json = {
        "id": new_id("evt"),
        "object": "event",
        "api_version": VERSION,
        "created": tx.now,
        "data": {"object": {key: value for key, value in thing.items() if key[0] != "_"}},
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
    """Plan a delivery; it is carried out after the request that caused it."""
    delivery = {
        "id": new_id("whd"),
        "endpoint": endpoint["id"],
        "account": endpoint["_account"],
        "url": endpoint["url"],
        "event": event,
        "attempts": 0,
        "due_at": tx.now,
    }
    tx.put(endpoint["_account"], "delivery", delivery)
