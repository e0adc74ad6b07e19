"""The use cases of a payment; each checks first and writes afterwards, inside its caller's tx."""

from datetime import datetime
from typing import Any

from turnout_sandbox.provider import disputes, facts, rules, scripts
from turnout_sandbox.provider.facts import NewFact
from turnout_sandbox.provider.requests import Completion, NewMovement, NewPayment, Webhooks
from turnout_sandbox.provider.store import Row, Tx
from turnout_sandbox.signing import client_secret_of
from turnout_sdk.money import Money


def create(tx: Tx, account: str, request: NewPayment, *, key: str, now: datetime) -> Row:
    row: Row = tx.execute(
        "INSERT INTO payment (id, account, key, reference, amount_minor, currency, description,"
        " return_url, cancel_url, webhook_url, capture, method, buyer_email, state, webhooks,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?) RETURNING *",
        (
            facts.new_id("pay"),
            account,
            key,
            request.reference,
            request.amount_minor,
            request.currency,
            request.description,
            request.return_url,
            request.cancel_url,
            request.webhook_url,
            request.capture,
            request.method,
            request.buyer_email,
            request.webhooks.model_dump_json(),
            facts.text_of(now),
        ),
    ).fetchone()
    return row


def get(tx: Tx, payment_id: str, account: str | None = None) -> Row:
    """Raise Refused for what is not there or, when an account asks, is another account's."""
    row: Row | None = tx.execute("SELECT * FROM payment WHERE id = ?", (payment_id,)).fetchone()
    if row is None or account not in (None, row["account"]):
        raise rules.not_found()
    return row


def complete(tx: Tx, payment: Row, completion: Completion, *, now: datetime) -> None:
    """Let the bank answer; a dispute pays first what is not paid yet."""
    if completion.outcome.startswith("dispute"):
        if payment["state"] in rules.UNPAID and completion.outcome == "dispute":
            disputes.require_capture(payment)
            advance(tx, payment, "success", now=now, webhooks=completion.webhooks)
            payment = get(tx, payment["id"])
        disputes.act(tx, payment, completion.outcome, now=now, webhooks=completion.webhooks)
        return
    advance(tx, payment, completion.outcome, now=now, webhooks=completion.webhooks)
    if completion.then:
        due_at = now.timestamp() + completion.after_seconds
        scripts.set_timer(tx, payment["id"], completion.then, at=due_at)


def advance(
    tx: Tx, payment: Row, outcome: str, *, now: datetime, webhooks: Webhooks | None = None
) -> None:
    step = rules.complete(payment["state"], outcome, capture=bool(payment["capture"]))
    amount = Money(payment["amount_minor"], payment["currency"])
    paid = step.state == "succeeded"
    tx.execute(
        "UPDATE payment SET state = ?, code = ?, captured_minor = ? WHERE id = ?",
        (step.state, step.code, amount.minor if paid else 0, payment["id"]),
    )
    news = [
        _about_payment(
            payment,
            kind,
            code=step.code,
            fee_minor=rules.fee_of(amount).minor if kind == "payment.succeeded" else None,
        )
        for kind in step.facts
    ]
    facts.announce(tx, payment, news, now=now, webhooks=webhooks)


def reopen(tx: Tx, payment: Row, *, code: str | None) -> None:
    """Leave the payment open for another card; a card that was refused is no fact of it."""
    tx.execute(
        "UPDATE payment SET state = 'open', code = ? WHERE id = ?"
        " AND state IN ('open', 'needs_action')",
        (code, payment["id"]),
    )


def client_secret(tx: Tx, payment: Row) -> str:
    """What a shop's page opens this payment's fields with, and nothing else."""
    row = tx.execute(
        "SELECT key_digest FROM account WHERE id = ?", (payment["account"],)
    ).fetchone()
    return client_secret_of(row["key_digest"], payment["id"])


def capture(tx: Tx, payment: Row, request: NewMovement, *, key: str, now: datetime) -> None:
    """Collect once; the rest of the authorization is released."""
    amount = Money(request.amount_minor, request.currency)
    authorized = Money(payment["amount_minor"], payment["currency"])
    rules.require_capturable(payment["state"], amount, authorized)
    tx.execute(
        "UPDATE payment SET state = 'succeeded', captured_minor = ? WHERE id = ?",
        (amount.minor, payment["id"]),
    )
    captured = NewFact(
        type="payment.captured",
        object=facts.new_id("cap"),
        object_type="capture",
        amount_minor=amount.minor,
        fee_minor=rules.fee_of(amount).minor,
        key=key,
    )
    facts.announce(tx, payment, [captured], now=now, webhooks=request.webhooks)


def void(
    tx: Tx, payment: Row, *, key: str | None, now: datetime, webhooks: Webhooks | None = None
) -> None:
    rules.require_voidable(payment["state"])
    tx.execute("UPDATE payment SET state = 'voided' WHERE id = ?", (payment["id"],))
    voided = _about_payment(payment, "payment.voided", key=key)
    facts.announce(tx, payment, [voided], now=now, webhooks=webhooks)


def shape(tx: Tx, payment: Row, *, public_url: str) -> dict[str, Any]:
    """Write a payment as the API shows it, with every fact so far."""
    fields = (
        "id",
        "account",
        "key",
        "reference",
        "amount_minor",
        "currency",
        "captured_minor",
        "refunded_minor",
        "description",
        "method",
        "state",
        "code",
        "created_at",
    )
    return {
        "object": "payment",
        **{name: payment[name] for name in fields},
        "capture": bool(payment["capture"]),
        "pay_url": f"{public_url}/pay/{payment['id']}",
        "fields_url": f"{public_url}/fields/{payment['id']}",
        "client_secret": client_secret(tx, payment),
        "facts": [
            {"type": fact["type"], "event": fact["event"], **facts.data_of(payment, fact)}
            for fact in facts.list_facts(tx, payment)
        ],
    }


def _about_payment(
    payment: Row,
    kind: str,
    *,
    key: str | None = None,
    code: str | None = None,
    fee_minor: int | None = None,
) -> NewFact:
    return NewFact(
        type=kind,
        object=payment["id"],
        object_type="payment",
        amount_minor=payment["amount_minor"],
        key=key or payment["key"],
        code=code,
        fee_minor=fee_minor,
    )
