"""Disputes: opened and decided by the bank, answered with evidence, closed by the shop."""

from typing import Any

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_stripe_fake import balance
from turnout_stripe_fake.accounts import Caller, new_id
from turnout_stripe_fake.messages import allow, invalid, unexpected
from turnout_stripe_fake.webhooks import publish

_OPEN = {"needs_response": "under_review", "warning_needs_response": "warning_under_review"}
_ENDED = ("won", "lost", "warning_closed")
_LONGEST = 150_000
_LARGEST = 4_500_000
_SECONDS = 7 * 24 * 3600
_FILES = (
    "cancellation_policy", "customer_communication", "customer_signature",
    "duplicate_charge_documentation", "receipt", "refund_policy", "service_documentation",
    "shipping_documentation", "uncategorized_file",
)  # fmt: skip
_TEXTS = (
    "access_activity_log", "billing_address", "cancellation_policy_disclosure",
    "cancellation_rebuttal", "customer_email_address", "customer_name", "customer_purchase_ip",
    "duplicate_charge_explanation", "duplicate_charge_id", "product_description",
    "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "shipping_address",
    "shipping_carrier", "shipping_date", "shipping_tracking_number", "uncategorized_text",
)  # fmt: skip


def open_dispute(tx: Tx, account: str, intent: Json, *, status: str) -> Json:
    """`needs_response` takes the money back for now; `warning_needs_response` only asks."""
    charge = tx.find(account, "charge", intent["latest_charge"] or "")
    if charge is None or charge["disputed"] or not charge["captured"]:
        raise unexpected("This payment cannot be disputed.")
    charge["disputed"] = True
    tx.put(account, "charge", charge)
    dispute: Json = {
        "id": new_id("du"),
        "object": "dispute",
        "amount": charge["amount_captured"],
        "charge": charge["id"],
        "created": tx.now,
        "currency": charge["currency"],
        "evidence": dict.fromkeys((*_FILES, *_TEXTS)),
        "evidence_details": {
            "due_by": tx.now + _SECONDS,
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "metadata": {},
        "payment_intent": intent["id"],
        "reason": "fraudulent",
        "status": status,
    }
    tx.put(account, "dispute", dispute)
    publish(tx, account, "charge.dispute.created", dispute)
    if status == "needs_response":
        balance.withdrawn(tx, account, dispute)
        publish(tx, account, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def close_dispute(tx: Tx, account: str, intent: Json, *, status: str) -> Json:
    """Let the bank decide."""
    disputes = tx.every("dispute", account)
    found = next((each for each in disputes if each["payment_intent"] == intent["id"]), None)
    if found is None or found["status"] in _ENDED:
        raise unexpected("There is no open dispute.")
    is_inquiry = found["status"].startswith("warning_")
    found["status"] = status
    tx.put(account, "dispute", found)
    if status == "won" or (is_inquiry and status == "needs_response"):
        balance.withdrawn(tx, account, found)
    if status == "won":
        publish(tx, account, "charge.dispute.funds_reinstated", found)
    publish(tx, account, "charge.dispute.closed", found)
    return found


def update(tx: Tx, caller: Caller, form: Json, dispute_id: str) -> Json:
    """`POST /v1/disputes/:id`: evidence, staged until `submit`, which is possible once."""
    allow(form, "evidence", "metadata", "submit")
    dispute = tx.get(caller.account, "dispute", dispute_id)
    if dispute["status"] not in _OPEN or tx.now > dispute["evidence_details"]["due_by"]:
        raise unexpected("This dispute is already closed", "dispute_closed")
    said = form.get("evidence", {})
    for name, value in said.items():
        if name not in dispute["evidence"]:
            raise invalid(f"evidence[{name}]", f"Received unknown parameter: evidence[{name}]")
        if name in _FILES and value:
            _require_evidence(tx.get(caller.account, "file", value))
        dispute["evidence"][name] = value or None
    _require_size(tx, caller.account, dispute["evidence"])
    details = dispute["evidence_details"]
    details["has_evidence"] = any(dispute["evidence"].values())
    if str(form.get("submit", "true")).lower() == "true":
        details["submission_count"] += 1
        dispute["status"] = _OPEN[dispute["status"]]
    tx.put(caller.account, "dispute", dispute)
    publish(tx, caller.account, "charge.dispute.updated", dispute)
    return dispute


def close(tx: Tx, caller: Caller, dispute_id: str) -> Json:
    """`POST /v1/disputes/:id/close`: the shop gives up, and the dispute is lost."""
    dispute = tx.get(caller.account, "dispute", dispute_id)
    if dispute["status"] not in _OPEN:
        raise unexpected("This dispute is already closed", "dispute_closed")
    intent = tx.get(caller.account, "payment_intent", dispute["payment_intent"])
    return close_dispute(tx, caller.account, intent, status="lost")


def _require_evidence(file: Json) -> None:
    if file["purpose"] != "dispute_evidence":
        raise invalid("evidence", f"File {file['id']} has the wrong purpose.")


def _require_size(tx: Tx, account: str, evidence: Json) -> None:
    if sum(len(evidence[name] or "") for name in _TEXTS) > _LONGEST:
        raise invalid("evidence", "The combined character count of evidence is over 150,000.")
    files: list[Any] = [
        tx.get(account, "file", evidence[name]) for name in _FILES if evidence[name]
    ]
    if sum(each["size"] for each in files) > _LARGEST:
        raise invalid("evidence", "The combined size of evidence files is over 4.5 MB.")
