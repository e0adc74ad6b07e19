"""Disputes: a buyer's bank asks for the money of a captured payment, or only asks."""

from turnout_razorpay_fake.credentials import new_id
from turnout_razorpay_fake.errors import refuse_id, refused
from turnout_razorpay_fake.webhooks import tell
from turnout_sdk.testing.provider.store import Json, Tx

_OPEN = ("open", "under_review")


def open_one(tx: Tx, account: str, payment: Json, *, phase: str = "chargeback") -> Json:
    if not payment["captured"]:
        raise refused("Only captured payments can be disputed.")
    dispute: Json = {
        "id": new_id("disp"),
        "entity": "dispute",
        "payment_id": payment["id"],
        "amount": payment["amount"],
        "currency": payment["currency"],
        "amount_deducted": 0,
        "reason_code": "goods_or_services_not_received_or_partially_received",
        "reason_description": None,
        "respond_by": tx.now + 7 * 24 * 3600,
        "status": "open",
        "phase": phase,
        "created_at": tx.now,
    }
    tell(tx, account, "payment.dispute.created", payment=payment, dispute=dispute)
    return tx.put(account, "dispute", dispute)


def get(tx: Tx, account: str, dispute_id: str) -> Json:
    return tx.find(account, "dispute", dispute_id) or refuse_id()


def move(tx: Tx, account: str, payment: Json, status: str) -> Json:
    """Take the payment's open dispute to `under_review`, `won`, `lost` or `closed`."""
    of_payment = [
        each
        for each in tx.every("dispute", account)
        if each["payment_id"] == payment["id"] and each["status"] in _OPEN
    ]
    if not of_payment:
        raise refused("There is no open dispute.")
    dispute = of_payment[0] | {"status": status}
    if status == "lost":
        dispute |= {"amount_deducted": dispute["amount"], "_deducted_at": tx.now}
    tell(tx, account, f"payment.dispute.{status}", payment=payment, dispute=dispute)
    return tx.put(account, "dispute", dispute)
