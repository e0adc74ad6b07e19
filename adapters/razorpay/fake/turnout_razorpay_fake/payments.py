"""Payments: attempts at an order, of which one is captured."""

from turnout_razorpay_fake import fields, refunds
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import refused
from turnout_razorpay_fake.webhooks import publish
from turnout_sdk.testing.provider.store import Json, Tx

_FEE_PERCENT, _TAX_PERCENT = 2, 18
_PAISE_FOR_ONE = 8_500
_FAILURE = {
    "error_code": "BAD_REQUEST_ERROR",
    "error_description": "Your payment was declined by the bank.",
    "error_source": "bank",
    "error_step": "payment_authorization",
    "error_reason": "payment_declined",
}


def begin(tx: Tx, account: str, order: Json, *, description: str | None = None) -> Json:
    """Start an attempt. In Checkout the description is whatever the buyer's browser says."""
    if order["status"] == "paid":
        raise refused(
            "Your payment has been declined as the order is already paid. Please initiate the "
            "payment with a new order."
        )
    link = order["_link"]
    payment: Json = {
        "id": new_id("pay"),
        "entity": "payment",
        "amount": order["amount"],
        "currency": order["currency"],
        "base_amount": _base_amount(order),
        "base_currency": "INR",
        "status": "created",
        "order_id": order["id"],
        "invoice_id": None,
        "international": order["currency"] != "INR",
        "method": "card",
        "amount_refunded": 0,
        "refund_status": None,
        "captured": False,
        "description": f"#{link.removeprefix('plink_')}" if link else description,
        "email": "gaurav.kumar@example.com",
        "contact": "+919000090000",
        "notes": [],
        "fee": None,
        "tax": None,
        **dict.fromkeys(_FAILURE),
        "acquirer_data": {},
        "created_at": tx.now,
    }
    order |= {"status": "attempted", "attempts": order["attempts"] + 1}
    tx.put(account, "order", order)
    return tx.put(account, "payment", payment)


def fail(tx: Tx, account: str, payment: Json) -> Json:
    payment |= {"status": "failed"} | _FAILURE
    publish(tx, account, "payment.failed", payment=payment)
    return tx.put(account, "payment", payment)


def authorize(tx: Tx, account: str, payment: Json) -> Json:
    """The bank says yes, perhaps after it had seemed to say no."""
    payment |= {"status": "authorized"} | dict.fromkeys(_FAILURE)
    publish(tx, account, "payment.authorized", payment=payment)
    tx.put(account, "payment", payment)
    order = tx.get(account, "order", payment["order_id"])
    if order["status"] == "paid":
        return give_back(tx, account, payment)
    if order["_capture"] == "automatic":
        return _take(tx, account, payment, order)
    return payment


def capture(tx: Tx, account: str, payment_id: str, body: Json) -> Json:
    """`POST /v1/payments/{id}/capture`: the whole amount, once."""
    fields.allow(body, "amount", "currency")
    payment = tx.get(account, "payment", payment_id)
    order = tx.get(account, "order", payment["order_id"])
    amount = fields.read_amount(body, payment["currency"])
    if payment["captured"] or order["status"] == "paid":
        raise refused("This payment has already been captured")
    if payment["status"] != "authorized":
        raise refused(
            "Only payments which have been authorized and not yet captured can be captured"
        )
    if amount != payment["amount"] or body.get("currency") != payment["currency"]:
        raise refused("Capture amount must be equal to the amount authorized", "amount")
    return _take(tx, account, payment, order)


def give_back(tx: Tx, account: str, payment: Json) -> Json:
    """Razorpay returns by itself what nobody captured."""
    payment |= {"status": "refunded", "amount_refunded": payment["amount"], "refund_status": "full"}
    tx.put(account, "payment", payment)
    refunds.of_itself(tx, account, payment)
    return payment


def give_back_lapsed(tx: Tx) -> None:
    """Razorpay waits for a capture as long as the order allows."""
    for account, payment in tx.everywhere("payment", "authorized"):
        order = tx.get(account, "order", payment["order_id"])
        if payment["created_at"] + order["_minutes"] * 60 <= tx.now:
            give_back(tx, account, payment)


def _take(tx: Tx, account: str, payment: Json, order: Json) -> Json:
    kept = payment["base_amount"] * _FEE_PERCENT // 100
    tax = kept * _TAX_PERCENT // 100
    payment |= {"status": "captured", "captured": True, "fee": kept + tax, "tax": tax}
    payment["_captured_at"] = tx.now
    paid = payment["amount"]
    order |= {"status": "paid", "amount_paid": paid, "amount_due": order["amount"] - paid}
    tx.put(account, "payment", payment)
    tx.put(account, "order", order)
    publish(tx, account, "payment.captured", payment=payment)
    publish(tx, account, "order.paid", payment=payment, order=order)
    if order["_link"]:
        _take_for_link(tx, account, payment, order)
    return payment


def _take_for_link(tx: Tx, account: str, payment: Json, order: Json) -> None:
    link = tx.get(account, "link", order["_link"])
    entry = {name: payment[name] for name in ("amount", "created_at", "method", "status")} | {
        "payment_id": payment["id"],
        "plink_id": link["id"],
        "updated_at": tx.now,
    }
    link |= {
        "status": "paid",
        "amount_paid": payment["amount"],
        "payments": [entry],
        "updated_at": tx.now,
    }
    tx.put(account, "link", link)
    publish(tx, account, "payment_link.paid", payment=payment, order=order, payment_link=link)


def _base_amount(order: Json) -> int:
    """What it is worth in paise."""
    amount = int(order["amount"])
    one: int = 10 ** fields.PLACES[order["currency"]]
    return amount if order["currency"] == "INR" else amount * _PAISE_FOR_ONE // one
