"""Disputes: a buyer takes a payment back, for now or for good; what may be done about it."""

from decimal import Decimal

from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.errors import new_id, refused
from turnout_paypal_fake.payments import collected_of
from turnout_paypal_fake.reports import add_entry
from turnout_paypal_fake.webhooks import publish, timestamp
from turnout_sdk.testing.provider.store import Json, Tx

_WAITS = "WAITING_FOR_SELLER_RESPONSE"


def start(tx: Tx, order: Json, *, stage: str = "CHARGEBACK") -> Json:
    """A chargeback moves the money; an inquiry only asks."""
    account = order["_account"]
    for capture in collected_of(tx, account, order["id"]):
        name = f"PP-D-{new_id(8)}"
        dispute: Json = {
            "id": name,
            "dispute_id": name,
            "create_time": timestamp(tx),
            "update_time": timestamp(tx),
            "reason": "UNAUTHORISED",
            "status": "OPEN" if stage == "INQUIRY" else _WAITS,
            "seller_response_due_date": timestamp(tx, days=7),
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
            "evidences": [],
            "_capture": capture,
            "_order": order["id"],
            "_submissions": 0,
            "_files": [],
        }
        tell(tx, account, "CREATED", dispute)
        if stage != "INQUIRY":
            _move(tx, dispute, "T1201", back=False)
        return dispute
    raise refused("NOTHING_TO_DISPUTE")


def escalate(tx: Tx, order: Json) -> Json:
    """Buyer and seller did not agree: now the money moves."""
    dispute = _open(tx, order)
    dispute |= {
        "dispute_life_cycle_stage": "CHARGEBACK",
        "status": _WAITS,
        "update_time": timestamp(tx),
    }
    tell(tx, order["_account"], "UPDATED", dispute)
    _move(tx, dispute, "T1201", back=False)
    return dispute


def close(tx: Tx, order: Json, *, outcome: str) -> Json:
    """Let PayPal decide."""
    return resolve(tx, order["_account"], _open(tx, order), outcome=outcome)


def resolve(tx: Tx, account: str, dispute: Json, *, outcome: str) -> Json:
    dispute |= {
        "status": "RESOLVED",
        "update_time": timestamp(tx),
        "dispute_outcome": {"outcome_code": outcome},
    }
    tell(tx, account, "RESOLVED", dispute)
    has_moved = dispute["dispute_life_cycle_stage"] != "INQUIRY"
    if has_moved and outcome == "RESOLVED_SELLER_FAVOUR":
        _move(tx, dispute, "T1202", back=True)
    return dispute


def listed(tx: Tx, caller: Caller, query: dict[str, str]) -> Json:
    """`GET /v1/customer/disputes`: without their outcomes."""
    wanted = query.get("disputed_transaction_id")
    found = [
        {key: value for key, value in each.items() if key not in ("id", "dispute_outcome")}
        for each in tx.in_order("dispute", caller.account)
        if wanted in (None, each["_capture"]["id"])
    ]
    return {"items": found, "links": []}


def shown(tx: Tx, caller: Caller, name: str) -> Json:
    """`GET /v1/customer/disputes/{id}`."""
    dispute = tx.get(caller.account, "dispute", name)
    answered = {key: value for key, value in dispute.items() if key != "id"}
    links = [{"href": href(name), "rel": "self", "method": "GET"}]
    if not is_answerable(tx, dispute):
        return answered | {"links": links}
    links += [
        {"href": f"{href(name)}/{action}", "rel": action.replace("-", "_"), "method": "POST"}
        for action in ("provide-evidence", "accept-claim")
    ]
    options = {"accept_claim": {"accept_claim_types": ["REFUND"]}}
    return answered | {"links": links, "allowed_response_options": options}


def is_answerable(tx: Tx, dispute: Json) -> bool:
    """While PayPal waits for the seller, until the day that it names."""
    due_by: str = dispute["seller_response_due_date"]
    return dispute["status"] == _WAITS and timestamp(tx) <= due_by


def href(name: str) -> str:
    return f"https://api-m.paypal.com/v1/customer/disputes/{name}"


def tell(tx: Tx, account: str, what: str, dispute: Json) -> None:
    tx.put(account, "dispute", dispute)
    publish(tx, account, f"CUSTOMER.DISPUTE.{what}", "dispute", dispute)


def _open(tx: Tx, order: Json) -> Json:
    for dispute in tx.in_order("dispute", order["_account"]):
        if dispute["_order"] == order["id"] and dispute["status"] != "RESOLVED":
            return dispute
    raise refused("NO_OPEN_DISPUTE")


def _move(tx: Tx, dispute: Json, code: str, *, back: bool) -> None:
    capture = dispute["_capture"]
    amount = Decimal(capture["amount"]["value"])
    gross = amount if back else -amount
    add_entry(tx, capture, code=code, gross=gross, fee=Decimal(0), name=new_id())
