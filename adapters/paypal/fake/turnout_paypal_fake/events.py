"""Events, and which webhooks are to hear of them."""

from turnout_paypal_fake.credentials import new_id
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import plan


def tell(tx: Tx, account: str, event_type: str, kind: str, thing: Json) -> Json:
    """Keep an event, and a delivery of it for every webhook that hears its type."""
    shown = public(thing)
    if kind == "dispute":
        shown.pop("id", None)
    event: Json = {
        "id": f"WH-{new_id()}-{new_id()}",
        "event_version": "1.0",
        "create_time": timestamp(tx),
        "resource_type": kind,
        "resource_version": "2.0",
        "event_type": event_type,
        "summary": event_type.replace(".", " ").lower(),
        "resource": shown,
        "links": [],
    }
    tx.put(account, "event", event)
    for webhook in tx.in_order("webhook", account):
        hears = {each["name"] for each in webhook["event_types"]}
        if hears & {"*", event_type}:
            post(tx, account, webhook, event)
    return event


def post(tx: Tx, account: str, webhook: Json, event: Json) -> None:
    """Plan a delivery of an event to a webhook."""
    plan(tx, account, {"id": new_id(20), "webhook": webhook["id"], "event": event})


def timestamp(tx: Tx) -> str:
    """The time as PayPal writes it, to the second."""
    return tx.time.strftime("%Y-%m-%dT%H:%M:%SZ")
