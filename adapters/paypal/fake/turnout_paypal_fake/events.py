"""Events, and which webhooks are to hear of them."""

from typing import Any

from turnout_paypal_fake.store import Books, Json, new_id


def tell(books: Books, account: str, event_type: str, kind: str, thing: Json) -> Json:
    """Keep an event, and a delivery of it for every webhook that hears its type."""
    shown = public(thing)
    if kind == "dispute":
        shown.pop("id", None)
    event: Json = {
        "id": f"WH-{new_id()}-{new_id()}",
        "event_version": "1.0",
        "create_time": books.stamp,
        "resource_type": kind,
        "resource_version": "2.0",
        "event_type": event_type,
        "summary": event_type.replace(".", " ").lower(),
        "resource": shown,
        "links": [],
    }
    books.keep(account, "event", event)
    for webhook in books.every("webhook", account):
        hears = {each["name"] for each in webhook["event_types"]}
        if hears & {"*", event_type}:
            post(books, account, webhook, event)
    return event


def post(books: Books, account: str, webhook: Json, event: Json) -> None:
    """Plan a delivery; it is carried out after the request that caused it."""
    books.keep(
        account,
        "delivery",
        {
            "id": new_id(20),
            "account": account,
            "webhook": webhook["id"],
            "event": event,
            "attempts": 0,
            "due_at": books.now.timestamp(),
        },
    )


def public(thing: Any) -> Any:
    """What begins with `_` stays inside, at every depth."""
    if isinstance(thing, dict):
        return {key: public(value) for key, value in thing.items() if key[0] != "_"}
    return [public(each) for each in thing] if isinstance(thing, list) else thing
