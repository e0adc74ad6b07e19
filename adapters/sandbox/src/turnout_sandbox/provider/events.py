"""Facts, the events that carry them, and the deliveries of events to the shop."""

import json
from collections.abc import Sequence

from turnout_sandbox.gateway import SIGNATURE
from turnout_sandbox.provider import accounts, balance
from turnout_sandbox.provider.requests import Webhooks
from turnout_sandbox.provider.rules import new_id, not_found, text_of
from turnout_sandbox.signatures import signature
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.provider.webhooks import Message, plan

PAUSES = (1, 2, 5, 15, 60, 300, 900, 3600, 10_800, 43_200)
"""The wait before each further attempt; after the last one the delivery is dead."""
DISORDER_SECONDS = 0.5
_MOST = 100


def announce(
    tx: Tx, payment: Json, facts: Sequence[Json], *, webhooks: Webhooks | None = None
) -> Json:
    """Write the facts with everything that will be delivered about them; keep the payment.

    A fact says its `type`, `object` and `object_type`, and what differs from the payment.
    Disordered means newest first, half a second apart.
    """
    wanted = webhooks or Webhooks.model_validate(payment["webhooks"])
    for index, each in enumerate(facts):
        fact = _complete(tx, payment, each)
        payment["facts"].append(fact)
        balance.follow(tx, payment["account"], fact)
        places_before_the_last = len(facts) - 1 - index
        pause = DISORDER_SECONDS * places_before_the_last if wanted.disordered else 0
        due_at = tx.time.timestamp() + wanted.delay_seconds + pause
        others = [new_id("evt") for _ in range(wanted.same_fact_other_event)]
        for event_id in (fact["event"], *others):
            _tell(tx, payment, fact, event_id=event_id, wanted=wanted, due_at=due_at)
    return tx.put(payment["account"], "payment", payment)


def compose(tx: Tx, account: str, delivery: Json) -> Message:
    """Write a delivery, signed with every secret that its account has now."""
    event = tx.find(account, "event", delivery["event"]) or {}
    body, secrets = event["body"].encode(), accounts.get(tx, account)["webhook_secrets"]
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "turnout-sandbox/1",
        SIGNATURE: signature(secrets, body, at=tx.now),
    }
    return Message(url=event["url"], body=body, headers=headers)


def note_attempt(tx: Tx, delivery: Json, *, state: str, answer: str) -> None:
    event = tx.find(None, "event", delivery["event"]) or {}
    event["deliveries"][delivery["id"]] = {
        "state": state,
        "attempts": delivery["attempts"],
        "last_answer": answer,
    }
    tx.put("", "event", event)


def list_events(tx: Tx, account: str, *, payment: str | None) -> list[Json]:
    """List the newest 100 events with the fate of their deliveries."""
    found = [
        each for each in tx.every("event", account) if payment is None or each["payment"] == payment
    ]
    return [
        {"event": json.loads(each["body"]), "deliveries": list(each["deliveries"].values())}
        for each in found[:_MOST]
    ]


def deliver_again(tx: Tx, account: str, event_id: str) -> None:
    """Queue one more delivery of an event, whatever became of the others."""
    event = tx.find(account, "event", event_id)
    if event is None or event["url"] is None:
        raise not_found()
    _queue(tx, account, event, due_at=tx.time.timestamp())
    tx.put(account, "event", event)


def _complete(tx: Tx, payment: Json, fact: Json) -> Json:
    """Say everything that a reader needs to know of a fact without any other event."""
    return {
        "payment": payment["id"],
        "object": payment["id"],
        "object_type": "payment",
        "amount_minor": payment["amount_minor"],
        "currency": payment["currency"],
        "fee_minor": None,
        "reference": payment["reference"],
        "key": payment["key"],
        "code": None,
        "outcome": None,
        "occurred_at": text_of(tx.time),
        "event": new_id("evt"),
        **fact,
    }


def _tell(
    tx: Tx, payment: Json, fact: Json, *, event_id: str, wanted: Webhooks, due_at: float
) -> None:
    account = payment["account"]
    body = {
        "id": event_id,
        "type": fact["type"],
        "account": account,
        "created_at": fact["occurred_at"],
        "data": {name: fact[name] for name in fact if name not in ("type", "event")},
    }
    url = payment["webhook_url"] or accounts.get(tx, account)["webhook_url"]
    event = {
        "id": event_id,
        "payment": payment["id"],
        "url": url,
        "body": json.dumps(body, ensure_ascii=False),
        "deliveries": {},
    }
    for _ in range(1 + wanted.duplicate if url else 0):
        _queue(tx, account, event, due_at=None if wanted.lost else due_at)
    tx.put(account, "event", event)


def _queue(tx: Tx, account: str, event: Json, *, due_at: float | None) -> None:
    """Plan a delivery; without a time it is lost on its way."""
    delivery_id = new_id("dlv")
    state = "lost" if due_at is None else "due"
    event["deliveries"][delivery_id] = {"state": state, "attempts": 0, "last_answer": None}
    if due_at is not None:
        plan(tx, account, {"id": delivery_id, "event": event["id"], "due_at": due_at})
