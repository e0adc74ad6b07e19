"""The balance of an account, line by line, and the payouts that clear it."""

from http import HTTPStatus
from typing import Literal

from turnout_sandbox.provider.requests import NewLine, Period
from turnout_sandbox.provider.rules import Refused, new_id, not_found, text_of
from turnout_sdk.testing.provider.store import Json, Tx

PAGE = 100
_KINDS: dict[str, tuple[Literal["charge", "refund", "dispute"], int]] = {
    "payment.succeeded": ("charge", 1),
    "payment.captured": ("charge", 1),
    "refund.succeeded": ("refund", -1),
    "dispute.opened": ("dispute", -1),
}


def follow(tx: Tx, account: str, fact: Json) -> None:
    """Put a fact into the balance if it moved money; a won dispute brings the money back."""
    kind, sign = _KINDS.get(fact["type"], ("dispute", 0))
    if fact["type"] == "dispute.closed" and fact["outcome"] == "won":
        sign = 1
    if sign:
        line = NewLine(
            kind=kind,
            payment=fact["payment"],
            object=fact["object"],
            gross_minor=sign * fact["amount_minor"],
            fee_minor=fact["fee_minor"] or 0,
            currency=fact["currency"],
        )
        add(tx, account, line)


def add(tx: Tx, account: str, line: NewLine, *, payout: str | None = None) -> Json:
    """Write a line, also one that no payment explains: a monthly fee, an adjustment, an error."""
    more = {"payout": payout, "occurred_at": text_of(tx.time), "_at": tx.time.timestamp()}
    record = {"id": new_id("bal"), "object_type": "balance_line"} | line.model_dump() | more
    record["net_minor"] = line.gross_minor - line.fee_minor
    return tx.put(account, "balance_line", record)


def pay_out(tx: Tx, account: str, currency: str) -> Json:
    """Send what is owed in a currency to the bank; a negative payout takes it from there."""
    lines = [
        each
        for each in tx.in_order("balance_line", account)
        if each["currency"] == currency and each["payout"] is None
    ]
    owed = sum(each["net_minor"] for each in lines)
    if not owed:
        raise Refused(HTTPStatus.CONFLICT, "nothing_owed", f"Nothing is owed in {currency}.")
    payout = {
        "object": "payout",
        "id": new_id("po"),
        "account": account,
        "amount_minor": owed,
        "currency": currency,
        "created_at": text_of(tx.time),
    }
    for each in lines:
        tx.put(account, "balance_line", each | {"payout": payout["id"]})
    line = NewLine(kind="payout", object=payout["id"], gross_minor=-owed, currency=currency)
    add(tx, account, line, payout=payout["id"])
    return tx.put(account, "payout", payout)


def list_lines(tx: Tx, account: str, period: Period) -> Json:
    """A page of lines, oldest first; `next` is the `after` of the following page."""
    since = period.since.timestamp() if period.since else 0.0
    until = period.until.timestamp() if period.until else 1e12
    lines = sorted(tx.in_order("balance_line", account), key=lambda line: float(line["_at"]))
    if period.after is not None:
        ids = [each["id"] for each in lines]
        if period.after not in ids:
            raise not_found()
        lines = lines[ids.index(period.after) + 1 :]
    found = [each for each in lines if since <= each["_at"] < until]
    return {
        "object": "list",
        "items": found[:PAGE],
        "next": found[PAGE - 1]["id"] if len(found) > PAGE else None,
    }
