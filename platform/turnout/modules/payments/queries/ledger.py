"""The ledger: entries go in once and stay; balances come out."""

from typing import Any
from uuid import UUID

from turnout.kernel.ids import new_id
from turnout.kernel.pagination import PageRequest, place_in_time
from turnout.kernel.tx import Transaction
from turnout.modules.payments.records import Balance, BookedPayment, LedgerEntryView, LedgerLineView
from turnout.modules.payments.rules import Posting

INSERT_ENTRY = """
    INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, currency,
        occurred_at, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(kind)s, %(source)s, %(currency)s,
        %(occurred_at)s, %(now)s)
    ON CONFLICT (organization_id, source) DO NOTHING RETURNING true
"""
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


BOOKS = """
    SELECT p.id, p.reference, p.currency, p.state, p.captured_minor, p.refunded_minor,
        p.review_reason IS NOT NULL, coalesce(b.booked, '{}'::jsonb)
    FROM payments p
    LEFT JOIN LATERAL (
        SELECT jsonb_object_agg(a.account, a.total) AS booked FROM (
            SELECT l.account, sum(l.amount_minor)::bigint AS total
            FROM ledger_entries e JOIN ledger_lines l
                ON l.organization_id = e.organization_id AND l.entry_id = e.id
            WHERE e.organization_id = p.organization_id AND e.payment_id = p.id
            GROUP BY l.account) a) b ON true
    WHERE p.organization_id = %(organization_id)s AND p.id > %(after)s
    ORDER BY p.id LIMIT %(limit)s
"""


def list_booked(tx: Transaction, *, after: UUID, limit: int) -> list[BookedPayment]:
    """Payments with their balances by account, by id, from the one after `after` on."""
    where = {"organization_id": tx.organization_id, "after": after, "limit": limit}
    names = BookedPayment.__dataclass_fields__
    return [BookedPayment(**dict(zip(names, row, strict=True))) for row in tx.run(BOOKS, where)]


def post(tx: Transaction, payment_id: UUID, posting: Posting) -> bool:
    """Write an entry with its lines; False when the same thing was booked before."""
    entry_id = new_id()
    written = tx.run(
        INSERT_ENTRY,
        {
            "organization_id": tx.organization_id,
            "id": entry_id,
            "payment_id": payment_id,
            "kind": posting.kind,
            "source": f"{payment_id}:{posting.kind}:{posting.object_id}",
            "currency": posting.currency,
            "occurred_at": posting.occurred_at,
            "now": tx.now,
        },
    )
    if not written:
        return False
    tx.run_many(
        INSERT_LINE,
        [
            {
                "organization_id": tx.organization_id,
                "id": new_id(),
                "entry_id": entry_id,
                "account": account.value,
                "amount_minor": amount,
            }
            for account, amount in posting.lines
        ],
    )
    return True


def ledger_balance(tx: Transaction) -> list[Balance]:
    """Every account by currency; the balances of one currency sum to zero."""
    return [
        Balance(currency=row[0], account=row[1], balance_minor=row[2])
        for row in tx.run(BALANCES, {"organization_id": tx.organization_id})
    ]


def list_entries(tx: Transaction, request: PageRequest) -> list[LedgerEntryView]:
    """Newest first; one entry more than asked for says that a next page exists."""
    where: dict[str, Any] = {"organization_id": tx.organization_id, "limit": request.limit + 1}
    statement = ENTRIES
    after = place_in_time(request)
    if after is not None:
        statement += EARLIER
        where |= {"after_at": after[0], "after_id": after[1]}
    rows = tx.run(statement + NEWEST_FIRST, where)
    lines: dict[UUID, list[LedgerLineView]] = {row[0]: [] for row in rows}
    found = tx.run(LINES, {"organization_id": tx.organization_id, "entries": list(lines)})
    for entry_id, account, amount in found:
        lines[entry_id].append(LedgerLineView(account=account, amount_minor=amount))
    names = ("id", "payment_id", "kind", "currency", "occurred_at", "recorded_at")
    return [
        LedgerEntryView(**dict(zip(names, row, strict=True)), lines=lines[row[0]]) for row in rows
    ]
