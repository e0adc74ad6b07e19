"""The settlement report. Here money is settled in the moment it is captured, not days later.

Lines are in the currency of their payment, settlements in rupees: payments in other currencies
are in the report, and in no settlement.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone

from turnout_razorpay_fake import fields
from turnout_razorpay_fake.errors import refused
from turnout_sdk.testing.provider.store import Json, Tx

_LARGEST_PAGE = 1000
_FEE_SHARE = 236
_INDIA = timezone(timedelta(hours=5, minutes=30))


def report(tx: Tx, account: str, query: Mapping[str, str]) -> Json:
    """`GET /v1/settlements/recon/combined`, for a month or a day in India."""
    year, month, day = (query.get(name, "") for name in ("year", "month", "day"))
    if len(year) != 4 or not year.isdecimal():  # noqa: PLR2004 - as published
        raise refused("The year must be 4 digits.", "year")
    if not month.isdecimal() or not 1 <= int(month) <= 12:  # noqa: PLR2004
        raise refused("The month is not a valid month.", "month")
    if day and not (day.isdecimal() and len(day) <= 2):  # noqa: PLR2004
        raise refused("The day must be between 1 and 2 digits.", "day")
    wanted = (int(year), int(month), int(day or 0))
    found = [line for line in lines(tx, account) if _is_of(line["settled_at"], wanted)]
    return fields.page(found, query, largest=_LARGEST_PAGE)


def settlements(tx: Tx, account: str, query: Mapping[str, str]) -> Json:
    """`GET /v1/settlements/`: one for each day on which rupees were settled."""
    by_id: dict[str, Json] = {}
    for line in lines(tx, account):
        if line["settlement_id"]:
            made = by_id.setdefault(line["settlement_id"], _settlement(line))
            made["amount"] += line["credit"] - line["debit"]
            made["fees"] += line["fee"]
            made["tax"] += line["tax"]
            made["created_at"] = max(made["created_at"], line["settled_at"])
    return fields.page(sorted(by_id.values(), key=lambda each: -each["created_at"]), query)


def lines(tx: Tx, account: str) -> Iterator[Json]:
    """Newest first within payments, refunds and disputes."""
    for payment in tx.every("payment", account):
        if payment["captured"]:
            fee = payment["fee"]
            if payment["currency"] != "INR":
                fee = payment["amount"] * _FEE_SHARE // 10_000
            credit, at = payment["amount"] - fee, payment["_captured_at"]
            yield _line(tx, account, payment, kind="payment", credit=credit, fee=fee, at=at)
    for refund in tx.every("refund", account):
        payment = tx.find(account, "payment", refund["payment_id"]) or {}
        if payment.get("captured") and refund["status"] == "processed":
            yield _line(tx, account, payment, kind="refund", thing=refund, debit=refund["amount"])
    for dispute in tx.every("dispute", account):
        payment = tx.find(account, "payment", dispute["payment_id"]) or {}
        if dispute["amount_deducted"]:
            thing = dispute | {"id": dispute["id"].replace("disp_", "adj_")}
            at, debit = dispute["_deducted_at"], dispute["amount_deducted"]
            line = _line(tx, account, payment, kind="adjustment", thing=thing, debit=debit, at=at)
            yield line | {"dispute_id": dispute["id"], "payment_id": None, "order_id": None}


def _line(  # noqa: PLR0913 - a line has many sides
    tx: Tx,
    account: str,
    payment: Json,
    *,
    kind: str,
    thing: Json | None = None,
    debit: int = 0,
    credit: int = 0,
    fee: int = 0,
    at: int | None = None,
) -> Json:
    about, order = thing or payment, tx.get(account, "order", payment["order_id"])
    settled_at = at or about["created_at"]
    return {
        "entity_id": about["id"],
        "type": kind,
        "debit": debit,
        "credit": credit,
        "amount": about["amount"],
        "currency": payment["currency"],
        "fee": fee,
        "tax": payment["tax"] if kind == "payment" and payment["currency"] == "INR" else 0,
        "on_hold": False,
        "settled": True,
        "created_at": about["created_at"],
        "settled_at": settled_at,
        "settlement_id": _settlement_id(account, settled_at)
        if payment["currency"] == "INR"
        else None,
        "description": payment["description"] if kind == "payment" else None,
        "notes": None,
        "payment_id": None if kind == "payment" else payment["id"],
        "settlement_utr": None,
        "order_id": payment["order_id"],
        "order_receipt": order["receipt"] if kind == "payment" else None,
        "method": payment["method"],
        "dispute_id": None,
    }


def _settlement(line: Json) -> Json:
    return {
        "id": line["settlement_id"],
        "entity": "settlement",
        "amount": 0,
        "status": "processed",
        "fees": 0,
        "tax": 0,
        "utr": f"UTR{line['settlement_id'][5:]}",
        "created_at": line["settled_at"],
    }


def _settlement_id(account: str, at: int) -> str:
    seed = f"{account}:{_day(at)}".encode()
    return f"setl_{hashlib.sha256(seed).hexdigest()[:14]}"


def _is_of(at: int, wanted: tuple[int, int, int]) -> bool:
    year, month, day = wanted
    moment = _day(at)
    return (moment.year, moment.month) == (year, month) and day in (0, moment.day)


def _day(at: int) -> datetime:
    moment = datetime.fromtimestamp(at, tz=_INDIA)
    return moment.replace(hour=0, minute=0, second=0)
