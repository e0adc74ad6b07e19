"""Refunds of charges, and lists of what hangs on a payment."""

from typing import Any

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_stripe_fake import amounts, balance
from turnout_stripe_fake.accounts import Caller, new_id
from turnout_stripe_fake.messages import allow, invalid, page_of, unexpected
from turnout_stripe_fake.webhooks import publish

_REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def create(tx: Tx, caller: Caller, form: Json) -> Json:
    """`POST /v1/refunds`: never more than is left of the charge."""
    allow(form, "payment_intent", "amount", "metadata", "reason", "refund_application_fee")
    if form.get("reason", _REASONS[0]) not in _REASONS:
        raise invalid("reason", "Invalid reason.")
    account = caller.account
    intent = tx.get(account, "payment_intent", str(form.get("payment_intent", "")))
    if intent["status"] != "succeeded":
        raise unexpected(
            "This PaymentIntent does not have a successful charge to refund.",
            "payment_intent_unexpected_state",
        )
    charge = tx.find(account, "charge", intent["latest_charge"]) or {}
    left = charge["amount_captured"] - charge["amount_refunded"]
    if left == 0:
        raise unexpected("Charge has already been refunded.", "charge_already_refunded")
    amount = amounts.read_amount(form.get("amount", str(left)), intent["currency"])
    if not 0 < amount <= left:
        raise unexpected(
            f"Refund amount ({amounts.shown(amount, intent['currency'])}) is greater than "
            f"unrefunded amount on charge ({amounts.shown(left, intent['currency'])})"
        )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    tx.put(account, "charge", charge)
    account_row = tx.find(account, "account", account) or {}
    refund: Json = {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "charge": charge["id"],
        "created": tx.now,
        "currency": intent["currency"],
        "metadata": dict(form.get("metadata", {})),
        "payment_intent": intent["id"],
        "reason": form.get("reason"),
        "status": account_row.get("_next_refund", "succeeded"),
    }
    tx.put(account, "refund", refund)
    balance.returned(tx, account, refund)
    publish(tx, account, "refund.created", refund)
    publish(tx, account, "charge.refunded", charge)
    return refund


def finish(tx: Tx, account: str, refund_id: str, outcome: str) -> Json:
    """End a pending refund: `succeeded`, or `failed` and the money may be refunded again."""
    refund = tx.get(account, "refund", refund_id)
    if refund["status"] != "pending" or outcome not in ("succeeded", "failed"):
        raise unexpected("Only a pending refund can end.")
    refund["status"] = outcome
    if outcome == "failed":
        refund["failure_reason"] = "lost_or_stolen_card"
        charge = tx.find(account, "charge", refund["charge"]) or {}
        charge["amount_refunded"] -= refund["amount"]
        charge["refunded"] = False
        tx.put(account, "charge", charge)
        balance.returned(tx, account, refund)
        publish(tx, account, "refund.failed", refund)
    tx.put(account, "refund", refund)
    publish(tx, account, "refund.updated", refund)
    return refund


def listed(tx: Tx, account: str, kind: str, form: Json) -> Json:
    """Any list endpoint: newest first, cursors, and a filter by PaymentIntent."""
    allow(form, "payment_intent", "limit", "starting_after", "type")
    things: list[dict[str, Any]] = [
        each
        for each in tx.every(kind, account)
        if all(each[name] == form[name] for name in ("payment_intent", "type") if name in form)
    ]
    return page_of(kind, things, form)
