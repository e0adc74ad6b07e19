"""Refunds: never more than came in, at once or later."""

from turnout_sandbox.provider import events, rules
from turnout_sandbox.provider.requests import NewMovement, Webhooks
from turnout_sandbox.provider.rules import new_id, text_of
from turnout_sdk.money import Money
from turnout_sdk.testing.provider.store import Json, Tx


def create(tx: Tx, payment: Json, request: NewMovement, *, key: str, is_pending: bool) -> Json:
    """Book a refund; a pending one holds its share until it succeeds or fails."""
    amount = Money(request.amount_minor, request.currency)
    rules.require_refundable(
        amount,
        Money(payment["captured_minor"], payment["currency"]),
        Money(payment["refunded_minor"], payment["currency"]),
    )
    payment["refunded_minor"] += amount.minor
    refund = {
        "object": "refund",
        "id": new_id("re"),
        "account": payment["account"],
        "payment": payment["id"],
        "key": key,
        "amount_minor": amount.minor,
        "currency": payment["currency"],
        "state": "pending" if is_pending else "succeeded",
        "created_at": text_of(tx.time),
    }
    return _announce(tx, payment, refund, webhooks=request.webhooks)


def settle(tx: Tx, refund: Json, outcome: str, *, webhooks: Webhooks | None = None) -> Json:
    """End a pending refund; a failed one makes its share refundable again."""
    if refund["state"] != "pending":
        raise rules.wrong_state(refund["state"])
    payment = tx.get(None, "payment", refund["payment"])
    refund["state"] = "succeeded" if outcome == "success" else "failed"
    if refund["state"] == "failed":
        payment["refunded_minor"] -= refund["amount_minor"]
    return _announce(tx, payment, refund, webhooks=webhooks)


def shape(tx: Tx, refund: Json) -> Json:
    facts = tx.get(None, "payment", refund["payment"])["facts"]
    return refund | {"facts": [each for each in facts if each["object"] == refund["id"]]}


def _announce(tx: Tx, payment: Json, refund: Json, *, webhooks: Webhooks | None) -> Json:
    fact = {
        "type": f"refund.{refund['state']}",
        "object": refund["id"],
        "object_type": "refund",
        "amount_minor": refund["amount_minor"],
        "key": refund["key"],
        "code": "refund_failed" if refund["state"] == "failed" else None,
    }
    events.announce(tx, payment, [fact], webhooks=webhooks)
    return tx.put(payment["account"], "refund", refund)
