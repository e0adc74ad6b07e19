"""What buyers and their banks do with a link or an order."""

from turnout_razorpay_fake import disputes, links, orders, payments
from turnout_razorpay_fake.errors import missing, refused
from turnout_sdk.testing.provider.store import Json, Tx

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
        disputes.open_one(tx, account, captured(tx, account, ref), phase=phase)
    elif outcome in _MOVES:
        disputes.move(tx, account, captured(tx, account, ref), _MOVES[outcome])
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
