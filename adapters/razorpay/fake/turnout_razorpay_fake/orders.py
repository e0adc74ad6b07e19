"""Orders: what is to be paid, and how what was authorized is captured."""

from collections.abc import Mapping
from typing import Any

from turnout_razorpay_fake import fields
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import refused
from turnout_sdk.testing.provider.store import Json, Tx

_SHORTEST_MINUTES, LONGEST_MINUTES = 12, 7200


def create(tx: Tx, account: str, body: Json) -> Json:
    """`POST /v1/orders`. With `unique_receipt` a repeated receipt is answered by its order."""
    fields.allow(
        body, "amount", "currency", "receipt", "unique_receipt", "notes", "payment",
        "partial_payment",
    )  # fmt: skip
    currency = fields.read_currency(body)
    amount, receipt = fields.read_amount(body, currency), fields.read_tag(body, "receipt")
    order = make(
        tx, amount=amount, currency=currency, receipt=receipt, notes=fields.read_notes(body)
    )
    order["_capture"], order["_minutes"] = _capture(body.get("payment"))
    earlier = [
        each for each in tx.every("order", account) if receipt and each["receipt"] == receipt
    ]
    if earlier:
        is_same = all(earlier[-1][name] == order[name] for name in ("amount", "currency"))
        if not body.get("unique_receipt") or not is_same:
            raise refused("Order receipt should be unique.", "receipt")
        return earlier[-1]
    return tx.put(account, "order", order)


def make(tx: Tx, *, amount: int, currency: str, receipt: str | None, notes: Any) -> Json:
    """Build an order that is captured by itself."""
    return {
        "id": new_id("order"),
        "entity": "order",
        "amount": amount,
        "amount_paid": 0,
        "amount_due": amount,
        "currency": currency,
        "receipt": receipt,
        "offer_id": None,
        "status": "created",
        "attempts": 0,
        "notes": notes,
        "created_at": tx.now,
        "_capture": "automatic",
        "_minutes": LONGEST_MINUTES,
        "_link": None,
    }


def find(tx: Tx, account: str, query: Mapping[str, str]) -> Json:
    """`GET /v1/orders`."""
    receipt = query.get("receipt")
    every = tx.every("order", account)
    return fields.page([each for each in every if receipt in (None, each["receipt"])], query)


def edit(tx: Tx, account: str, order_id: str, body: Json) -> Json:
    """`PATCH /v1/orders/{id}`: notes, and nothing else, as a whole."""
    fields.allow(body, "notes")
    order = tx.get(account, "order", order_id) | {"notes": fields.read_notes(body)}
    return tx.put(account, "order", order)


def attempts(tx: Tx, account: str, order_id: str) -> list[Json]:
    """Newest first."""
    return [each for each in tx.every("payment", account) if each["order_id"] == order_id]


def payments_of(tx: Tx, account: str, order_id: str) -> Json:
    """`GET /v1/orders/{id}/payments`: every attempt."""
    return fields.collection(attempts(tx, account, tx.get(account, "order", order_id)["id"]))


def _capture(wanted: Any) -> tuple[str, int]:
    if wanted is None:
        return "automatic", LONGEST_MINUTES
    options = wanted.get("capture_options") or {}
    automatic = options.get("automatic_expiry_period", 0)
    manual = options.get("manual_expiry_period", LONGEST_MINUTES)
    if wanted.get("capture") not in ("automatic", "manual"):
        raise refused("The capture must be automatic or manual.", "payment.capture")
    if wanted["capture"] == "automatic" and automatic < _SHORTEST_MINUTES:
        raise refused("The automatic_expiry_period must be at least 12.", "automatic_expiry_period")
    if not automatic <= manual <= LONGEST_MINUTES:
        raise refused("The manual_expiry_period is not valid.", "manual_expiry_period")
    if options.get("refund_speed") not in ("normal", "optimum"):
        raise refused("The refund_speed field is required.", "refund_speed")
    return wanted["capture"], manual
