"""Payments at Bellpay: each keeps a list of what happened to it, and every change is announced."""

import secrets

from turnout_sdk.money import Money
from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.provider.webhooks import plan

FIELDS = ("amount", "currency", "reference", "description", "return_url", "webhook_url")
_FROM = {
    "paid": "open",
    "failed": "open",
    "refund": "paid",
    "dispute": "paid",
    "dispute_won": "paid",
    "dispute_lost": "paid",
}
"""The status in which each change may happen."""


def refused(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, {"error": {"code": code, "message": message}})


def create(tx: Tx, account: str, wanted: Json, *, address: str) -> Json:
    lacking = [name for name in FIELDS if not isinstance(wanted.get(name), str)]
    if lacking:
        raise refused(422, "invalid", f"Text is needed: {', '.join(lacking)}.")
    amount = amount_of(wanted["amount"], wanted["currency"])
    ref = f"bp_{secrets.token_hex(8)}"
    payment = {name: wanted[name] for name in FIELDS} | {
        "id": ref,
        "amount": amount.decimal(),
        "status": "open",
        "page_url": f"{address}/pay/{ref}",
        "changes": [],
    }
    return tx.put(account, "payment", payment)


def change(tx: Tx, account: str, payment: Json, kind: str, *, minor: int | None = None) -> Json:
    """Let something happen to a payment, and announce its id; the change that was written."""
    if payment["status"] != _FROM.get(kind):
        raise refused(422, "wrong_state", f"This payment is {payment['status']}.")
    amount = _amount(payment, kind, minor=minor)
    happened = {
        "id": f"ch_{secrets.token_hex(8)}",
        "kind": kind,
        "object": _object_of(payment, kind),
        "amount": amount.decimal(),
        "at": tx.time.isoformat(),
    }
    payment["changes"].append(happened)
    if kind in ("paid", "failed"):
        payment["status"] = kind
    tx.put(account, "payment", payment)
    delivery = {"id": f"dl_{happened['id']}", "url": payment["webhook_url"]}
    plan(tx, account, delivery | {"payment": payment["id"]})
    return happened


def amount_of(text: object, currency: str) -> Money:
    """Read a decimal text with exactly the places of its currency, as Bellpay demands it."""
    try:
        amount = Money.of(str(text), currency)
    except ValueError:
        raise refused(422, "amount", "An amount is a decimal text of a known currency.") from None
    if not amount.is_positive or amount.decimal() != text:
        raise refused(422, "amount", f"An amount looks like {amount.decimal()}.")
    return amount


def _amount(payment: Json, kind: str, *, minor: int | None) -> Money:
    """How much a change is about: a dispute takes what is left, and ends with as much."""
    currency = str(payment["currency"])
    whole = Money.of(payment["amount"], currency)
    if kind in ("paid", "failed"):
        return whole
    changes = payment["changes"]
    back = (Money.of(each["amount"], currency) for each in changes if each["kind"] == "refund")
    left = whole - Money.sum(back, currency)
    disputes = [each for each in changes if each["kind"].startswith("dispute")]
    if kind == "refund":
        amount = left if minor is None else Money(minor, currency)
        if not amount.is_positive or amount > left:
            raise refused(422, "too_much", "There is not so much to give back.")
        return amount
    if len(disputes) != (0 if kind == "dispute" else 1):
        raise refused(422, "wrong_state", "There is one dispute, which ends once.")
    return Money.of(disputes[0]["amount"], currency) if disputes else left


def _object_of(payment: Json, kind: str) -> str:
    """Name what a change is about: the payment, a refund of its own, or its one dispute."""
    if kind == "refund":
        return f"re_{secrets.token_hex(8)}"
    return f"{payment['id']}_dispute" if kind.startswith("dispute") else str(payment["id"])
