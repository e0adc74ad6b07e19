"""What the provider owes an account, line by line, and the payouts that take it away."""

import secrets
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal

from turnout_sandbox.provider.requests import NewLine, Period
from turnout_sandbox.provider.rules import Refused, not_found
from turnout_sandbox.provider.store import Row, Tx

PAGE = 100
_KINDS: dict[str, tuple[Literal["charge", "refund", "dispute"], int]] = {
    "payment.succeeded": ("charge", 1),
    "payment.captured": ("charge", 1),
    "refund.succeeded": ("refund", -1),
    "dispute.opened": ("dispute", -1),
}
_INSERT = (
    "INSERT INTO balance_line (id, account, kind, payment, object, gross_minor, fee_minor,"
    " currency, payout, at, occurred_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *"
)


def follow(tx: Tx, payment: Row, fact: Row, *, now: datetime) -> None:
    """Put a fact into the balance if it moved money; a won dispute brings the money back."""
    kind, sign = _KINDS.get(fact["type"], ("dispute", 0))
    if fact["type"] == "dispute.closed" and fact["outcome"] == "won":
        sign = 1
    if sign:
        _write(
            tx,
            payment["account"],
            NewLine(
                kind=kind,
                payment=payment["id"],
                object=fact["object"],
                gross_minor=sign * fact["amount_minor"],
                fee_minor=fact["fee_minor"] or 0,
                currency=payment["currency"],
            ),
            now=now,
        )


def add(tx: Tx, account: str, wanted: NewLine, *, now: datetime) -> Row:
    """Write a line that no payment here explains: a monthly fee, an adjustment, an error."""
    return _write(tx, account, wanted, now=now)


def pay_out(tx: Tx, account: str, currency: str, *, now: datetime) -> Row:
    """Send what is owed in a currency to the bank; a negative payout takes it from there."""
    owed = tx.execute(
        "SELECT sum(gross_minor - fee_minor) FROM balance_line"
        " WHERE account = ? AND currency = ? AND payout IS NULL",
        (account, currency),
    ).fetchone()[0]
    if not owed:
        raise Refused(HTTPStatus.CONFLICT, "nothing_owed", f"Nothing is owed in {currency}.")
    payout: Row = tx.execute(
        "INSERT INTO payout (id, account, amount_minor, currency, created_at)"
        " VALUES (?, ?, ?, ?, ?) RETURNING *",
        (_new_id("po"), account, owed, currency, _text(now)),
    ).fetchone()
    tx.execute(
        "UPDATE balance_line SET payout = ? WHERE account = ? AND currency = ? AND payout IS NULL",
        (payout["id"], account, currency),
    )
    line = NewLine(kind="payout", object=payout["id"], gross_minor=-owed, currency=currency)
    _write(tx, account, line, now=now, payout=payout["id"])
    return payout


def get_payout(tx: Tx, account: str, payout_id: str) -> Row:
    row: Row | None = tx.execute(
        "SELECT * FROM payout WHERE id = ? AND account = ?", (payout_id, account)
    ).fetchone()
    if row is None:
        raise not_found()
    return row


def list_payouts(tx: Tx, account: str) -> list[dict[str, Any]]:
    """The newest hundred."""
    rows = tx.execute(
        "SELECT * FROM payout WHERE account = ? ORDER BY created_at DESC, id LIMIT ?",
        (account, PAGE),
    )
    return [payout_shape(row) for row in rows]


def list_lines(tx: Tx, account: str, period: Period) -> dict[str, Any]:
    """A page of lines, oldest first; `next` is the `after` of the following page."""
    since = period.since.timestamp() if period.since else 0.0
    until = period.until.timestamp() if period.until else 1e12
    start = _place(tx, account, period.after)
    rows = tx.execute(
        "SELECT * FROM balance_line WHERE account = ? AND at >= ? AND at < ?"
        " AND (at, number) > (?, ?) ORDER BY at, number LIMIT ?",
        (account, since, until, *start, PAGE + 1),
    ).fetchall()
    page = rows[:PAGE]
    return {
        "object": "list",
        "items": [line_shape(row) for row in page],
        "next": page[-1]["id"] if len(rows) > PAGE else None,
    }


def line_shape(row: Row) -> dict[str, Any]:
    names = ("id", "kind", "payment", "object", "gross_minor", "fee_minor", "currency", "payout")
    return {
        "object_type": "balance_line",
        **{name: row[name] for name in names},
        "net_minor": row["gross_minor"] - row["fee_minor"],
        "occurred_at": row["occurred_at"],
    }


def payout_shape(row: Row) -> dict[str, Any]:
    names = ("id", "account", "amount_minor", "currency", "created_at")
    return {"object": "payout", **{name: row[name] for name in names}}


def _write(tx: Tx, account: str, line: NewLine, *, now: datetime, payout: str | None = None) -> Row:
    values = (
        _new_id("bal"),
        account,
        line.kind,
        line.payment,
        line.object,
        line.gross_minor,
        line.fee_minor,
        line.currency,
        payout,
        now.timestamp(),
        _text(now),
    )
    row: Row = tx.execute(_INSERT, values).fetchone()
    return row


def _place(tx: Tx, account: str, after: str | None) -> tuple[float, int]:
    if after is None:
        return -1.0, 0
    row = tx.execute(
        "SELECT at, number FROM balance_line WHERE id = ? AND account = ?", (after, account)
    ).fetchone()
    if row is None:
        raise not_found()
    return row["at"], row["number"]


def _new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
