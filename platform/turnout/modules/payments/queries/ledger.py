"""The ledger: entries go in once and stay; balances come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.modules.payments.types import Balance, LedgerEntryView, LedgerLineView

INSERT_LINE = """
    INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)
    VALUES (%(organization_id)s, %(id)s, %(entry_id)s, %(account)s, %(amount_minor)s)
"""
BALANCES = """
    SELECT e.currency, l.account, sum(l.amount_minor)::bigint
    FROM ledger_lines l JOIN ledger_entries e
        ON e.organization_id = l.organization_id AND e.id = l.entry_id
    WHERE l.organization_id = %(organization_id)s
    GROUP BY e.currency, l.account ORDER BY e.currency, l.account
"""
ENTRIES = """
    SELECT id, payment_id, kind, currency, occurred_at, recorded_at FROM ledger_entries
    WHERE organization_id = %(organization_id)s
"""
EARLIER = " AND (recorded_at, id) < (%(after_at)s::timestamptz, %(after_id)s)"
NEWEST_FIRST = " ORDER BY recorded_at DESC, id DESC LIMIT %(limit)s"
LINES = """
    SELECT entry_id, account, amount_minor FROM ledger_lines
    WHERE organization_id = %(organization_id)s AND entry_id = ANY(%(entries)s)
    ORDER BY amount_minor DESC, account
"""
PERIOD = """
    FROM ledger_entries e LEFT JOIN payments p
        ON p.organization_id = e.organization_id AND p.id = e.payment_id
    WHERE e.organization_id = %(organization_id)s AND (%(currency)s::text IS NULL
        OR e.currency = %(currency)s)
"""
EXPORTED = """
    SELECT e.id, e.payment_id, p.reference, e.kind, e.source, e.currency, e.occurred_at,
        e.recorded_at
"""
WITHIN = {
    "occurred": " AND e.occurred_at >= %(since)s AND e.occurred_at < %(until)s",
    "recorded": " AND e.recorded_at >= %(since)s AND e.recorded_at < %(until)s",
}
PLACES = {
    "occurred": " AND (e.occurred_at, e.id) > (%(at)s::timestamptz, %(id)s::uuid)"
    " ORDER BY e.occurred_at, e.id LIMIT %(limit)s",
    "recorded": " AND (e.recorded_at, e.id) > (%(at)s::timestamptz, %(id)s::uuid)"
    " ORDER BY e.recorded_at, e.id LIMIT %(limit)s",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPeriod:
    """Entries from `since` on and before `until`; `by` is occurred or recorded."""

    since: datetime
    until: datetime
    by: str = "occurred"
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedEntry:
    """A ledger entry with what its payment was opened for."""

    id: UUID
    payment_id: UUID | None
    reference: UUID | None
    kind: str
    source: str
    currency: str
    occurred_at: datetime
    recorded_at: datetime
    lines: list[LedgerLineView]


def count_ledger(tx: Transaction, period: LedgerPeriod) -> int:
    """How many lines a period has."""
    inner = f"SELECT e.id {PERIOD} {WITHIN[period.by]}"
    statement = (
        "SELECT count(*) FROM ledger_lines WHERE organization_id = %(organization_id)s"
        f" AND entry_id IN ({inner})"
    )
    return int(tx.query(statement, _asked(tx, period))[0][0])


def list_ledger(
    tx: Transaction, period: LedgerPeriod, *, after: ExportedEntry | None, limit: int
) -> list[ExportedEntry]:
    """Entries of a period with their lines, oldest first, from the one after `after` on."""
    where = _asked(tx, period) | {"at": period.since, "id": UUID(int=0), "limit": limit}
    if after is not None:
        at = after.occurred_at if period.by == "occurred" else after.recorded_at
        where |= {"at": at, "id": after.id}
    rows = tx.query(EXPORTED + PERIOD + WITHIN[period.by] + PLACES[period.by], where)
    lines = _lines_of(tx, [row[0] for row in rows])
    names = [name for name in ExportedEntry.__dataclass_fields__ if name != "lines"]
    return [
        ExportedEntry(**dict(zip(names, row, strict=True)), lines=lines[row[0]]) for row in rows
    ]


def _asked(tx: Transaction, period: LedgerPeriod) -> dict[str, Any]:
    return {
        "organization_id": tx.organization_id,
        "since": period.since,
        "until": period.until,
        "currency": period.currency,
    }


def _lines_of(tx: Transaction, entries: Sequence[UUID]) -> dict[UUID, list[LedgerLineView]]:
    lines: dict[UUID, list[LedgerLineView]] = {entry_id: [] for entry_id in entries}
    found = tx.query(LINES, {"organization_id": tx.organization_id, "entries": list(lines)})
    for entry_id, account, amount in found:
        lines[entry_id].append(LedgerLineView(account=account, amount_minor=amount))
    return lines


def ledger_balance(tx: Transaction) -> list[Balance]:
    """Every account by currency; the balances of one currency sum to zero."""
    return [
        Balance(currency=row[0], account=row[1], balance_minor=row[2])
        for row in tx.query(BALANCES, {"organization_id": tx.organization_id})
    ]


def list_entries(tx: Transaction, request: PageRequest) -> list[LedgerEntryView]:
    """Newest first; one entry more than asked for says that a next page exists."""
    where: dict[str, Any] = {"organization_id": tx.organization_id, "limit": request.limit + 1}
    statement = ENTRIES
    after = place_in_time(request)
    if after is not None:
        statement += EARLIER
        where |= {"after_at": after[0], "after_id": after[1]}
    rows = tx.query(statement + NEWEST_FIRST, where)
    lines = _lines_of(tx, [row[0] for row in rows])
    names = ("id", "payment_id", "kind", "currency", "occurred_at", "recorded_at")
    return [
        LedgerEntryView(**dict(zip(names, row, strict=True)), lines=lines[row[0]]) for row in rows
    ]
