"""Webhooks as the dashboard and the API make them; events; deliveries as PayPal signs them."""

import json
from datetime import timedelta
from typing import Any

from turnout_paypal_fake.accounts import NOWHERE, Caller
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.errors import Problem, malformed, new_id
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import Message, plan

PAUSES = (2, 8, 30, 120, 600, 3600, 4 * 3600, 12 * 3600)
"""PayPal tries for three days, pausing ever longer."""
_MOST = 10


def create(tx: Tx, caller: Caller, body: Json) -> Json:
    """`POST /v1/notifications/webhooks`: one for each address, ten at most."""
    url, hears = str(body.get("url", "")), body.get("event_types")
    known = tx.in_order("webhook", caller.account)
    if not url.startswith(("http://", "https://")) or not hears:
        raise malformed("INVALID_PARAMETER_SYNTAX", "/url")
    if url in {each["url"] for each in known}:
        raise Problem(400, "INVALID_REQUEST", "WEBHOOK_URL_ALREADY_EXISTS")
    if len(known) >= _MOST:
        raise Problem(400, "INVALID_REQUEST", "WEBHOOK_NUMBER_LIMIT_EXCEEDED")
    webhook = {"id": new_id(), "url": url, "event_types": hears, "links": []}
    return tx.put(caller.account, "webhook", webhook)


def change(tx: Tx, caller: Caller, name: str, changes: Any) -> Json:
    """`PATCH /v1/notifications/webhooks/{id}`."""
    webhook = shown(tx, caller, name)
    for each in changes if isinstance(changes, list) else [{}]:
        field = str(each.get("path", "")).removeprefix("/")
        if each.get("op") != "replace" or field not in ("url", "event_types"):
            raise malformed("INVALID_PARAMETER_VALUE", "/path")
        webhook[field] = each["value"]
    return tx.put(caller.account, "webhook", webhook)


def shown(tx: Tx, caller: Caller, name: str) -> Json:
    """`GET /v1/notifications/webhooks/{id}`."""
    return tx.get(caller.account, "webhook", name)


def compose(tx: Tx, account: str, delivery: Json, signer: Signer) -> Message | None:
    """Write a delivery, signed for its webhook as it is now; None if that leads nowhere."""
    webhook = tx.find(account, "webhook", delivery["webhook"])
    if webhook is None or webhook["url"] == NOWHERE:
        return None
    body = json.dumps(delivery["event"]).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "PayPal/AUHD-214.0-56844318",
        **signer.headers(body, webhook["id"], tx.time),
    }
    return Message(url=webhook["url"], body=body, headers=headers)


def publish(tx: Tx, account: str, event_type: str, kind: str, thing: Json) -> Json:
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


def timestamp(tx: Tx, *, days: int = 0) -> str:
    """The time as PayPal writes it, to the second; `days` from now."""
    return (tx.time + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
