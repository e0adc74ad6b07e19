"""Money goes back, never more than came in, and sometimes only later."""

from datetime import datetime
from typing import Any

from turnout_sandbox.provider import facts, payments, rules
from turnout_sandbox.provider.facts import NewFact
from turnout_sandbox.provider.requests import NewMovement, Webhooks
from turnout_sandbox.provider.store import Row, Tx
from turnout_sdk.money import Money


def create(
    tx: Tx, payment: Row, request: NewMovement, *, key: str, now: datetime, is_pending: bool
) -> Row:
    """Book a refund; a pending one holds its share until it succeeds or fails."""
    amount = Money(request.amount_minor, request.currency)
    rules.require_refundable(
        amount,
        Money(payment["captured_minor"], payment["currency"]),
        Money(payment["refunded_minor"], payment["currency"]),
    )
    tx.execute(
        "UPDATE payment SET refunded_minor = refunded_minor + ? WHERE id = ?",
        (amount.minor, payment["id"]),
    )
    state = "pending" if is_pending else "succeeded"
    refund: Row = tx.execute(
        "INSERT INTO refund (id, payment, key, amount_minor, state, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
        (facts.new_id("re"), payment["id"], key, amount.minor, state, facts.text_of(now)),
    ).fetchone()
    _announce(tx, payment, refund, state=state, now=now, webhooks=request.webhooks)
    return refund


def get(tx: Tx, refund_id: str, account: str | None = None) -> Row:
    row: Row | None = tx.execute("SELECT * FROM refund WHERE id = ?", (refund_id,)).fetchone()
    if row is None:
        raise rules.not_found()
    payments.get(tx, row["payment"], account)
    return row


def settle(
    tx: Tx, refund: Row, outcome: str, *, now: datetime, webhooks: Webhooks | None = None
) -> None:
    """End a pending refund; a failed one makes its share refundable again."""
    if refund["state"] != "pending":
        raise rules.wrong_state(refund["state"])
    state = "succeeded" if outcome == "success" else "failed"
    tx.execute("UPDATE refund SET state = ? WHERE id = ?", (state, refund["id"]))
    if state == "failed":
        tx.execute(
            "UPDATE payment SET refunded_minor = refunded_minor - ? WHERE id = ?",
            (refund["amount_minor"], refund["payment"]),
        )
    payment = payments.get(tx, refund["payment"])
    _announce(tx, payment, refund, state=state, now=now, webhooks=webhooks)


def shape(tx: Tx, refund: Row) -> dict[str, Any]:
    payment = payments.get(tx, refund["payment"])
    return {
        "object": "refund",
        "id": refund["id"],
        "account": payment["account"],
        "payment": payment["id"],
        "key": refund["key"],
        "amount_minor": refund["amount_minor"],
        "currency": payment["currency"],
        "state": refund["state"],
        "created_at": refund["created_at"],
        "facts": [
            {"type": fact["type"], "event": fact["event"], **facts.data_of(payment, fact)}
            for fact in facts.list_facts(tx, payment)
            if fact["object"] == refund["id"]
        ],
    }


def _announce(
    tx: Tx, payment: Row, refund: Row, *, state: str, now: datetime, webhooks: Webhooks | None
) -> None:
    fact = NewFact(
        type=f"refund.{state}",
        object=refund["id"],
        object_type="refund",
        amount_minor=refund["amount_minor"],
        key=refund["key"],
        code="refund_failed" if state == "failed" else None,
    )
    facts.announce(tx, payment, [fact], now=now, webhooks=webhooks)
