"""Disputes: the buyer takes a payment back, for now or for good."""

from decimal import Decimal

from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.errors import missing, refused
from turnout_paypal_fake.events import tell
from turnout_paypal_fake.payments import collected_of
from turnout_paypal_fake.reports import enter
from turnout_paypal_fake.store import Books, Json, new_id


def start(books: Books, order: Json, *, stage: str = "CHARGEBACK") -> Json:
    """A chargeback moves the money; an inquiry only asks."""
    account = order["_account"]
    for capture in collected_of(books, account, order["id"]):
        name = f"PP-D-{new_id(8)}"
        dispute: Json = {
            "id": name,
            "dispute_id": name,
            "create_time": books.stamp,
            "update_time": books.stamp,
            "reason": "UNAUTHORISED",
            "status": "OPEN",
            "dispute_amount": capture["amount"],
            "dispute_life_cycle_stage": stage,
            "dispute_channel": "INTERNAL",
            "disputed_transactions": [
                {
                    "seller_transaction_id": capture["id"],
                    "custom": capture["custom_id"],
                    "invoice_number": capture.get("invoice_id"),
                    "seller": {"merchant_id": capture["payee"]["merchant_id"]},
                }
            ],
            "_capture": capture,
            "_order": order["id"],
        }
        books.keep(account, "dispute", dispute)
        tell(books, account, "CUSTOMER.DISPUTE.CREATED", "dispute", dispute)
        if stage != "INQUIRY":
            _move(books, dispute, "T1201", back=False)
        return dispute
    raise refused("NOTHING_TO_DISPUTE")


def escalate(books: Books, order: Json) -> Json:
    """Buyer and seller did not agree: now the money moves."""
    dispute = _open(books, order)
    dispute |= {"dispute_life_cycle_stage": "CHARGEBACK", "update_time": books.stamp}
    books.keep(order["_account"], "dispute", dispute)
    tell(books, order["_account"], "CUSTOMER.DISPUTE.UPDATED", "dispute", dispute)
    _move(books, dispute, "T1201", back=False)
    return dispute


def close(books: Books, order: Json, *, outcome: str) -> Json:
    dispute = _open(books, order)
    dispute |= {
        "status": "RESOLVED",
        "update_time": books.stamp,
        "dispute_outcome": {"outcome_code": outcome},
    }
    books.keep(order["_account"], "dispute", dispute)
    tell(books, order["_account"], "CUSTOMER.DISPUTE.RESOLVED", "dispute", dispute)
    has_moved = dispute["dispute_life_cycle_stage"] != "INQUIRY"
    if has_moved and outcome == "RESOLVED_SELLER_FAVOUR":
        _move(books, dispute, "T1202", back=True)
    return dispute


def listed(books: Books, caller: Caller, query: dict[str, str]) -> Json:
    """`GET /v1/customer/disputes`: without their outcomes."""
    wanted = query.get("disputed_transaction_id")
    found = [
        {key: value for key, value in each.items() if key not in ("id", "dispute_outcome")}
        for each in books.every("dispute", caller.account)
        if wanted in (None, each["_capture"]["id"])
    ]
    return {"items": found, "links": []}


def shown(books: Books, caller: Caller, name: str) -> Json:
    """`GET /v1/customer/disputes/{id}`."""
    dispute = books.find(caller.account, "dispute", name)
    if dispute is None:
        raise missing()
    return {key: value for key, value in dispute.items() if key != "id"}


def _open(books: Books, order: Json) -> Json:
    for dispute in books.every("dispute", order["_account"]):
        if dispute["_order"] == order["id"] and dispute["status"] != "RESOLVED":
            return dispute
    raise refused("NO_OPEN_DISPUTE")


def _move(books: Books, dispute: Json, code: str, *, back: bool) -> None:
    capture = dispute["_capture"]
    amount = Decimal(capture["amount"]["value"])
    gross = amount if back else -amount
    enter(books, capture, code=code, gross=gross, fee=Decimal(0), name=new_id())
