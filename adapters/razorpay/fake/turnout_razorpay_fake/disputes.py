"""Disputes: opened and decided by the bank, contested or accepted by the shop."""

from typing import Any

from turnout_razorpay_fake import fields
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import missing, refused
from turnout_razorpay_fake.webhooks import publish
from turnout_sdk.testing.provider.store import Json, Tx

_UNDECIDED = ("open", "under_review")
_SECONDS = 7 * 24 * 3600
_LONGEST_SUMMARY = 1_000
DOCUMENTS = (
    "shipping_proof", "billing_proof", "cancellation_proof", "customer_communication",
    "proof_of_service", "explanation_letter", "refund_confirmation", "access_activity_log",
    "refund_cancellation_policy", "term_and_conditions",
)  # fmt: skip


def open_one(tx: Tx, account: str, payment: Json, *, phase: str = "chargeback") -> Json:
    if not payment["captured"]:
        raise refused("Only captured payments can be disputed.")
    evidence = {"amount": payment["amount"], "summary": None, **dict.fromkeys(DOCUMENTS)}
    dispute: Json = {
        "id": new_id("disp"),
        "entity": "dispute",
        "payment_id": payment["id"],
        "amount": payment["amount"],
        "currency": payment["currency"],
        "amount_deducted": 0,
        "reason_code": "goods_or_services_not_received_or_partially_received",
        "reason_description": None,
        "respond_by": tx.now + _SECONDS,
        "status": "open",
        "phase": phase,
        "created_at": tx.now,
        "evidence": evidence | {"others": None, "submitted_at": None},
        "_submissions": 0,
    }
    publish(tx, account, "payment.dispute.created", payment=payment, dispute=dispute)
    return tx.put(account, "dispute", dispute)


def move(tx: Tx, account: str, payment: Json, status: str) -> Json:
    """Take the payment's open dispute to `under_review`, `won`, `lost` or `closed`."""
    of_payment = [
        each
        for each in tx.every("dispute", account)
        if each["payment_id"] == payment["id"] and each["status"] in _UNDECIDED
    ]
    if not of_payment:
        raise refused("There is no open dispute.")
    return _become(tx, account, of_payment[0], status)


def contest(tx: Tx, account: str, dispute_id: str, body: Json) -> Json:
    """`PATCH /v1/disputes/{id}/contest`: a draft may be changed, what is submitted is final."""
    fields.allow(body, "amount", "summary", *DOCUMENTS, "others", "action")
    dispute = _answerable(tx, account, dispute_id)
    action = body.get("action", "draft")
    if action not in ("draft", "submit"):
        raise refused("The selected action is invalid.", "action")
    evidence = dispute["evidence"] | {
        "amount": _amount(dispute, body),
        **_summary(body),
        **{name: _ids(tx, account, body, name) for name in DOCUMENTS if name in body},
        **({"others": _others(tx, account, body)} if "others" in body else {}),
    }
    dispute["evidence"] = evidence
    if action == "draft":
        return tx.put(account, "dispute", dispute)
    if not any(evidence[name] for name in (*DOCUMENTS, "others")):
        raise refused("Provide a minimum of one document for contesting a dispute.")
    evidence["submitted_at"] = tx.now
    dispute["_submissions"] += 1
    return _become(tx, account, dispute, "under_review")


def accept(tx: Tx, account: str, dispute_id: str) -> Json:
    """`POST /v1/disputes/{id}/accept`: from `open` to `lost`, for good."""
    return _become(tx, account, _answerable(tx, account, dispute_id), "lost")


def _answerable(tx: Tx, account: str, dispute_id: str) -> Json:
    """Razorpay lists no sentence for these two refusals: they are in words of the fake's own."""
    dispute = tx.get(account, "dispute", dispute_id)
    if dispute["status"] != "open":
        raise refused("The dispute is not open.")
    if tx.now > dispute["respond_by"]:
        raise refused("The respond by date of this dispute is over.")
    return dispute


def _become(tx: Tx, account: str, dispute: Json, status: str) -> Json:
    dispute |= {"status": status}
    if status == "lost":
        dispute |= {"amount_deducted": dispute["amount"], "_deducted_at": tx.now}
    payment = tx.get(account, "payment", dispute["payment_id"])
    publish(tx, account, f"payment.dispute.{status}", payment=payment, dispute=dispute)
    return tx.put(account, "dispute", dispute)


def _amount(dispute: Json, body: Json) -> int:
    """Without an amount all of it is contested."""
    amount = body.get("amount", dispute["amount"])
    if type(amount) is not int or not 0 < amount <= dispute["amount"]:
        raise refused("The amount is invalid.", "amount")
    return amount


def _summary(body: Json) -> Json:
    if "summary" not in body:
        return {}
    summary = body["summary"]
    if not isinstance(summary, str) or len(summary) > _LONGEST_SUMMARY:
        raise refused("The summary may not be greater than 1000 characters.", "summary")
    return {"summary": summary or None}


def _ids(tx: Tx, account: str, said: Json, name: str) -> list[str] | None:
    ids = said.get(name)
    if not isinstance(ids, list):
        raise refused(f"The {name} must be an array.", name)
    for each in ids:
        if tx.find(account, "document", str(each)) is None:
            raise missing()
    return ids or None


def _others(tx: Tx, account: str, body: Json) -> list[Any] | None:
    others = body["others"]
    if not isinstance(others, list) or not all(isinstance(each, dict) for each in others):
        raise refused("The others must be an array.", "others")
    for each in others:
        if not each.get("type") or not _ids(tx, account, each, "document_ids"):
            raise refused("The others.type field is required.", "others")
    return others or None
