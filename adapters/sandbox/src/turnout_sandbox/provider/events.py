"""What is due: events to deliver, timers to run, and a look at both."""

import json
from datetime import datetime
from typing import Any

from turnout_sandbox.provider import payments, refunds, rules
from turnout_sandbox.provider.store import Row, Tx

# The wait before each further attempt; after the last one the delivery is dead.
BACKOFF_SECONDS = (1, 2, 5, 15, 60, 300, 900, 3600, 10_800, 43_200)
CLAIM_SECONDS = 30
_MOST_AT_ONCE = 32


def run_timers(tx: Tx, *, now: datetime) -> None:
    """Carry out what was promised for later; a promise that came too late is dropped."""
    due = tx.execute(
        "DELETE FROM timer WHERE due_at <= ? RETURNING object, outcome", (now.timestamp(),)
    ).fetchall()
    for timer in due:
        try:
            if timer["object"].startswith("re_"):
                refunds.settle(tx, refunds.get(tx, timer["object"]), timer["outcome"], now=now)
            else:
                row = payments.get(tx, timer["object"])
                payments.advance(tx, row, timer["outcome"], now=now)
        except rules.Refused:
            continue


def claim_deliveries(tx: Tx, *, now: datetime) -> list[Row]:
    """Take what is due; a claim that nobody finishes lapses, so that a kill loses nothing."""
    moment = now.timestamp()
    claimed = tx.execute(
        "UPDATE delivery SET claimed_until = ? WHERE id IN (SELECT id FROM delivery"
        " WHERE state = 'due' AND due_at <= ? AND claimed_until <= ? ORDER BY due_at, id LIMIT ?)"
        " RETURNING id",
        (moment + CLAIM_SECONDS, moment, moment, _MOST_AT_ONCE),
    ).fetchall()
    return tx.execute(
        "SELECT delivery.id, delivery.attempts, event.url, event.body, account.webhook_secrets"
        " FROM delivery JOIN event ON event.id = delivery.event"
        " JOIN account ON account.id = event.account"
        " WHERE delivery.id IN (SELECT value FROM json_each(?)) ORDER BY delivery.due_at,"
        " delivery.id",
        (json.dumps([row["id"] for row in claimed]),),
    ).fetchall()


def release_claims(tx: Tx) -> None:
    """Forget claims of a process that is gone."""
    tx.execute("UPDATE delivery SET claimed_until = 0 WHERE state = 'due'")


def note_attempt(
    tx: Tx, delivery: int, *, attempts: int, is_done: bool, said: str, now: datetime
) -> None:
    if is_done:
        state, due_at = "done", now.timestamp()
    elif attempts > len(BACKOFF_SECONDS):
        state, due_at = "dead", now.timestamp()
    else:
        state, due_at = "due", now.timestamp() + BACKOFF_SECONDS[attempts - 1]
    tx.execute(
        "UPDATE delivery SET state = ?, due_at = ?, attempts = ?, last_answer = ?,"
        " claimed_until = 0 WHERE id = ?",
        (state, due_at, attempts, said, delivery),
    )


def next_due_at(tx: Tx) -> float | None:
    """Say when the next delivery or timer is due, as a Unix time."""
    row = tx.execute(
        "SELECT min(due_at) AS due_at FROM ("
        "SELECT max(due_at, claimed_until) AS due_at FROM delivery WHERE state = 'due'"
        " UNION ALL SELECT due_at FROM timer)"
    ).fetchone()
    due_at: float | None = row["due_at"]
    return due_at


def list_events(tx: Tx, account: str, *, payment: str | None) -> list[dict[str, Any]]:
    """List the newest 100 events with the fate of their deliveries."""
    rows = tx.execute(
        "SELECT event.id, event.body FROM event JOIN fact ON fact.id = event.fact"
        " WHERE event.account = ? AND (? IS NULL OR fact.payment = ?)"
        " ORDER BY event.rowid DESC LIMIT 100",
        (account, payment, payment),
    ).fetchall()
    return [
        {"event": json.loads(row["body"]), "deliveries": _deliveries(tx, row["id"])} for row in rows
    ]


def deliver_again(tx: Tx, account: str, event: str, *, now: datetime) -> None:
    """Queue one more delivery of an event, whatever became of the others."""
    row = tx.execute(
        "SELECT url FROM event WHERE id = ? AND account = ?", (event, account)
    ).fetchone()
    if row is None or row["url"] is None:
        raise rules.not_found()
    tx.execute("INSERT INTO delivery (event, due_at) VALUES (?, ?)", (event, now.timestamp()))


def _deliveries(tx: Tx, event: str) -> list[dict[str, Any]]:
    rows = tx.execute(
        "SELECT state, attempts, last_answer FROM delivery WHERE event = ? ORDER BY id", (event,)
    ).fetchall()
    return [dict(row) for row in rows]
