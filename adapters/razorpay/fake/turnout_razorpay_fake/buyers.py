"""What buyers and their banks do with a link or an order, disputes included."""

from turnout_razorpay_fake import links, orders, payments
from turnout_razorpay_fake.accounts import new_id
from turnout_razorpay_fake.errors import missing, refused
from turnout_razorpay_fake.webhooks import publish
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
    publish(tx, account, "payment.dispute.created", payment=payment, dispute=dispute)
    return tx.put(account, "dispute", dispute)


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
    publish(tx, account, f"payment.dispute.{status}", payment=payment, dispute=dispute)
    return tx.put(account, "dispute", dispute)


OUTCOMES = (
    "pay", "fail", "later", "challenge", "arrive_late", "expire", "lapse",
    "dispute", "inquiry", "under_review", "dispute_won", "dispute_lost", "inquiry_closed",
)  # fmt: skip
_MOVES = {
    "under_review": "under_review",
    "dispute_won": "won",
    "dispute_lost": "lost",
    "inquiry_closed": "closed",
}


def act(tx: Tx, account: str, ref: str, outcome: str, *, description: str | None = None) -> None:
    """Let something happen to `plink_…` or `order_…`; `description` is the browser's."""
    if outcome == "expire":
        links.expire(tx, account, tx.get(account, "link", ref))
    elif outcome in ("dispute", "inquiry"):
        phase = "chargeback" if outcome == "dispute" else "fraud"
        open_one(tx, account, captured(tx, account, ref), phase=phase)
    elif outcome in _MOVES:
        move(tx, account, captured(tx, account, ref), _MOVES[outcome])
    elif outcome == "lapse":
        payments.give_back(tx, account, _newest(tx, account, ref, "authorized"))
    elif outcome == "arrive_late":
        payments.authorize(tx, account, _newest(tx, account, ref, "failed"))
    else:
        _try(tx, account, ref, outcome, description)


def captured(tx: Tx, account: str, ref: str) -> Json:
    """Find the attempt that was captured."""
    for payment in _attempts(tx, account, ref):
        if payment["captured"]:
            return payment
    raise refused("Nothing was captured.")


def _try(tx: Tx, account: str, ref: str, outcome: str, description: str | None) -> None:
    waiting = [each for each in _attempts(tx, account, ref) if each["status"] == "created"]
    payment = waiting[0] if waiting else _begin(tx, account, ref, description)
    match outcome:
        case "pay":
            payments.authorize(tx, account, payment)
        case "fail":
            payments.fail(tx, account, payment)
        case "later" | "challenge":
            pass
        case _:
            raise refused(f"The outcome is one of {', '.join(OUTCOMES)}.", "outcome")


def _begin(tx: Tx, account: str, ref: str, description: str | None) -> Json:
    if not ref.startswith("plink_"):
        order = tx.get(account, "order", ref)
        return payments.begin(tx, account, order, description=description)
    link = tx.get(account, "link", ref)
    if link["status"] != "created":
        raise refused(f"This Payment Link is {link['status']}.")
    return payments.begin(tx, account, links.order_of(tx, account, link))


def _attempts(tx: Tx, account: str, ref: str) -> list[Json]:
    if not ref.startswith("plink_"):
        return orders.attempts(tx, account, tx.get(account, "order", ref)["id"])
    order_id = tx.get(account, "link", ref).get("order_id")
    return orders.attempts(tx, account, order_id) if order_id else []


def _newest(tx: Tx, account: str, ref: str, status: str) -> Json:
    found = [each for each in _attempts(tx, account, ref) if each["status"] == status]
    if not found:
        raise missing()
    return found[0]
