"""Events, and who is to hear of them."""

import json

from turnout_razorpay_fake.store import Json, Tx, new_id, public

FAR = 2**40


def tell(tx: Tx, account: str, name: str, /, **things: Json) -> None:
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
    for hook in reversed(tx.every("webhook", account)):
        delivery = {
            "id": new_id("delivery"),
            "url": hook["url"],
            "body": event["body"],
            "attempts": 0,
            "due_at": FAR if owner.get("_holds_deliveries") else tx.now,
        }
        tx.put(account, "delivery", delivery)
