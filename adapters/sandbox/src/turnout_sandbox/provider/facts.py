"""A fact happens once; events tell it, deliveries carry the events."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from turnout_sandbox.provider import balance
from turnout_sandbox.provider.requests import Webhooks
from turnout_sandbox.provider.store import Row, Tx

DISORDER_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """What happened to one object: the payment, a capture, a refund or a dispute."""

    type: str
    object: str
    object_type: str
    amount_minor: int
    key: str | None
    fee_minor: int | None = None
    code: str | None = None
    outcome: str | None = None


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def text_of(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def announce(
    tx: Tx, payment: Row, facts: Sequence[NewFact], *, now: datetime, webhooks: Webhooks | None
) -> None:
    """Write the facts with everything that will be delivered about them.

    Disordered means newest first, half a second apart.
    """
    plan = webhooks or Webhooks.model_validate_json(payment["webhooks"])
    for index, fact in enumerate(facts):
        places_before_the_last = len(facts) - 1 - index
        pause = DISORDER_SECONDS * places_before_the_last if plan.disordered else 0
        due_at = now.timestamp() + plan.delay_seconds + pause
        _tell(tx, payment, fact, now=now, plan=plan, due_at=due_at)


def data_of(payment: Row, fact: Row) -> dict[str, Any]:
    """Everything a reader needs to know of a fact without any other event."""
    return {
        "payment": payment["id"],
        "object": fact["object"],
        "object_type": fact["object_type"],
        "amount_minor": fact["amount_minor"],
        "currency": payment["currency"],
        "fee_minor": fact["fee_minor"],
        "reference": payment["reference"],
        "key": fact["key"],
        "code": fact["code"],
        "outcome": fact["outcome"],
        "occurred_at": fact["occurred_at"],
    }


def list_facts(tx: Tx, payment: Row) -> list[Row]:
    return tx.execute(
        "SELECT * FROM fact WHERE payment = ? ORDER BY id", (payment["id"],)
    ).fetchall()


def _tell(
    tx: Tx, payment: Row, fact: NewFact, *, now: datetime, plan: Webhooks, due_at: float
) -> None:
    event_ids = [new_id("evt") for _ in range(1 + plan.same_fact_other_event)]
    row = tx.execute(
        "INSERT INTO fact (payment, type, object, object_type, amount_minor, fee_minor, key,"
        " code, outcome, occurred_at, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (
            payment["id"],
            fact.type,
            fact.object,
            fact.object_type,
            fact.amount_minor,
            fact.fee_minor,
            fact.key,
            fact.code,
            fact.outcome,
            text_of(now),
            event_ids[0],
        ),
    ).fetchone()
    balance.follow(tx, payment, row, now=now)
    for event_id in event_ids:
        _enqueue(tx, payment, row, event_id=event_id, now=now, plan=plan, due_at=due_at)


def _enqueue(
    tx: Tx,
    payment: Row,
    fact: Row,
    *,
    event_id: str,
    now: datetime,
    plan: Webhooks,
    due_at: float,
) -> None:
    event = {
        "id": event_id,
        "type": fact["type"],
        "account": payment["account"],
        "created_at": text_of(now),
        "data": data_of(payment, fact),
    }
    url = payment["webhook_url"] or _account_url(tx, payment["account"])
    tx.execute(
        "INSERT INTO event (id, fact, account, url, body) VALUES (?, ?, ?, ?, ?)",
        (event_id, fact["id"], payment["account"], url, json.dumps(event, ensure_ascii=False)),
    )
    if url is None:
        return
    state = "lost" if plan.lost else "due"
    tx.executemany(
        "INSERT INTO delivery (event, due_at, state) VALUES (?, ?, ?)",
        [(event_id, due_at, state)] * (1 + plan.duplicate),
    )


def _account_url(tx: Tx, account: str) -> str | None:
    row = tx.execute("SELECT webhook_url FROM account WHERE id = ?", (account,)).fetchone()
    url: str | None = row["webhook_url"]
    return url
