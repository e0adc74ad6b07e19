"""Refunds: within what was captured, once for each idempotency key."""

import json
import re
from collections.abc import Mapping

from turnout_razorpay_fake import fields
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import refused
from turnout_razorpay_fake.webhooks import publish
from turnout_sdk.testing.provider.store import Json, Tx

_KEY = re.compile(r"[A-Za-z0-9_-]{10,255}")


def create(tx: Tx, account: str, payment_id: str, body: Json, headers: Mapping[str, str]) -> Json:
    """`POST /v1/payments/{id}/refund`."""
    fields.allow(body, "amount", "speed", "notes", "receipt")
    payment = tx.find(account, "payment", payment_id)
    if payment is None:
        raise refused(f"{payment_id} is not a valid id")
    key, asked = headers.get("x-refund-idempotency"), json.dumps([payment_id, body])
    if key is not None:
        if not _KEY.fullmatch(key):
            raise refused("The idempotency key must be at least 10 characters.")
        earlier = tx.find(account, "idempotency", f"{account}:{key}")
        if earlier is not None:
            if earlier["asked"] != asked:
                raise refused("Different request body with the same idempotency key")
            return tx.get(account, "refund", earlier["refund"])
    refund = _make(tx, account, payment, body)
    if key is not None:
        kept = {"id": f"{account}:{key}", "asked": asked, "refund": refund["id"]}
        tx.put(account, "idempotency", kept)
    return refund


def of_itself(tx: Tx, account: str, payment: Json) -> None:
    """An auto-refund of what was not captured, which `captured: false` shows."""
    refund = _refund(tx, payment, payment["amount"])
    tx.put(account, "refund", refund)
    for event in ("refund.created", "refund.processed"):
        publish(tx, account, event, refund=refund, payment=payment)


def find(tx: Tx, account: str, payment_id: str, query: Mapping[str, str]) -> Json:
    """`GET /v1/payments/{id}/refunds`."""
    payment = tx.get(account, "payment", payment_id)
    every = tx.every("refund", account)
    return fields.page([each for each in every if each["payment_id"] == payment["id"]], query)


def finish(tx: Tx, account: str, refund: Json, *, succeeded: bool) -> Json:
    """The bank takes it or sends it back."""
    if refund["status"] != "pending":
        raise refused("This refund has ended.")
    payment = tx.get(account, "payment", refund["payment_id"])
    refund["status"] = "processed" if succeeded else "failed"
    if not succeeded:
        _count(tx, account, payment, -refund["amount"])
    publish(tx, account, f"refund.{refund['status']}", refund=refund, payment=payment)
    return tx.put(account, "refund", refund)


def _make(tx: Tx, account: str, payment: Json, body: Json) -> Json:
    owner = tx.get(account, "account", account)
    if not payment["captured"]:
        raise refused("The payment status should be captured for action to be taken")
    left = payment["amount"] - payment["amount_refunded"]
    if not left:
        raise refused("The payment has been fully refunded already.")
    wanted = {"amount": left} | body
    amount = fields.read_amount(wanted, payment["currency"])
    if amount > left:
        raise refused("The refund amount provided is greater than amount captured.", "amount")
    if body.get("speed", "normal") not in ("normal", "optimum"):
        raise refused("The speed is not valid.", "speed")
    refund = _refund(tx, payment, amount) | {
        "notes": fields.read_notes(body),
        "receipt": fields.read_tag(body, "receipt"),
        "status": "pending" if owner.pop("_holds_next_refund", False) else "processed",
    }
    tx.put(account, "account", owner)
    _count(tx, account, payment, amount)
    publish(tx, account, "refund.created", refund=refund, payment=payment)
    if refund["status"] == "processed":
        publish(tx, account, "refund.processed", refund=refund, payment=payment)
    return tx.put(account, "refund", refund)


def _refund(tx: Tx, payment: Json, amount: int) -> Json:
    return {
        "id": new_id("rfnd"),
        "entity": "refund",
        "amount": amount,
        "currency": payment["currency"],
        "payment_id": payment["id"],
        "notes": [],
        "receipt": None,
        "acquirer_data": {"arn": None},
        "created_at": tx.now,
        "batch_id": None,
        "status": "processed",
        "speed_processed": "normal",
        "speed_requested": "normal",
    }


def _count(tx: Tx, account: str, payment: Json, amount: int) -> None:
    returned = payment["amount_refunded"] + amount
    is_full = returned == payment["amount"]
    payment |= {
        "amount_refunded": returned,
        "refund_status": ("full" if is_full else "partial") if returned else None,
        "status": "refunded" if is_full else "captured",
    }
    tx.put(account, "payment", payment)
