"""The ledger: entries, balances, exports; and the platform's fee of an organization."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.payments import ledger_rules, rules
from turnout.modules.payments.ledger_rules import Booked, Posting
from turnout.modules.payments.models import Account, Decision, PaymentFactRow, PaymentRow
from turnout.modules.payments.queries import payments as payments_queries
from turnout.modules.payments.queries import refunds as refunds_queries
from turnout.modules.payments.types import (
    Balance,
    BookedPayment,
    LedgerEntryView,
    LedgerLineView,
    PlatformFeeRule,
)
from turnout_sdk.money import Money

INSERT_LINE = """
    INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)
    VALUES (%(organization_id)s, %(id)s, %(entry_id)s, %(account)s, %(amount_minor)s)
"""
BALANCES = """
    SELECT e.currency, l.account, sum(l.amount_minor)::bigint AS balance_minor
    FROM ledger_lines l JOIN ledger_entries e
        ON e.organization_id = l.organization_id AND e.id = l.entry_id
    WHERE l.organization_id = %(organization_id)s
        AND (%(payment_id)s::uuid IS NULL OR e.payment_id = %(payment_id)s)
    GROUP BY e.currency, l.account ORDER BY e.currency, l.account
"""
ENTRIES = """
    SELECT id, payment_id, kind, currency, occurred_at, recorded_at FROM ledger_entries
    WHERE organization_id = %(organization_id)s
"""
OF_PAYMENT = " AND payment_id = %(payment_id)s"
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
    WHERE e.organization_id = %(organization_id)s
    AND (%(currency)s::text IS NULL OR e.currency = %(currency)s)
"""
EXPORTED = """
    SELECT e.id, e.payment_id, p.reference, e.kind, e.source, e.subject, e.currency,
        e.occurred_at, e.recorded_at, p.connection_id, p.method, p.state, p.provider_ref
"""
DAYS = ("occurred", "recorded")
WITHIN = {day: f" AND e.{day}_at >= %(since)s AND e.{day}_at < %(until)s" for day in DAYS}
PLACES = {
    day: f" AND (e.{day}_at, e.id) > (%(at)s::timestamptz, %(id)s::uuid)"
    f" ORDER BY e.{day}_at, e.id LIMIT %(limit)s"
    for day in DAYS
}

# Entries of old have no subject: their source is payment:kind:object.
BOOKED = """
    WITH entries AS (
        SELECT id, kind, currency, coalesce(subject, split_part(kind, '.', 1) || ':'
            || substr(source, length(payment_id::text) + length(kind) + 3)) AS subject
        FROM ledger_entries
        WHERE organization_id = %(organization_id)s AND payment_id = %(payment_id)s
            AND (subject IS NOT NULL OR kind IN ('payment.collected', 'refund.succeeded',
                'dispute.opened', 'dispute.won', 'dispute.lost'))
    ), totals AS (
        SELECT e.subject, e.currency, l.account, sum(l.amount_minor)::bigint AS total
        FROM entries e JOIN ledger_lines l
            ON l.organization_id = %(organization_id)s AND l.entry_id = e.id
        GROUP BY e.subject, e.currency, l.account
    )
    SELECT e.subject, e.currency, array_agg(DISTINCT e.kind) AS kinds, count(*) AS entries,
        (SELECT jsonb_object_agg(t.account, t.total) FROM totals t
            WHERE t.subject = e.subject AND t.currency = e.currency) AS balances
    FROM entries e GROUP BY e.subject, e.currency
"""
INSERT_ENTRY = """
    INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, subject, currency,
        occurred_at, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(kind)s, %(source)s, %(subject)s,
        %(currency)s, %(occurred_at)s, %(now)s)
"""
INSERT_ENTRY_ONCE = f"{INSERT_ENTRY} ON CONFLICT (organization_id, source) DO NOTHING"
POSTED = """
    SELECT source FROM ledger_entries
    WHERE organization_id = %(organization_id)s AND source = ANY(%(sources)s)
"""
FIND_PLATFORM_FEE = """
    SELECT basis_points, fixed FROM platform_fees WHERE organization_id = %(organization_id)s
"""
SAVE_PLATFORM_FEE = """
    INSERT INTO platform_fees (organization_id, id, basis_points, fixed, changed_at)
    VALUES (%(organization_id)s, %(id)s, %(basis_points)s, %(fixed)s, %(now)s)
    ON CONFLICT (organization_id) DO UPDATE
        SET basis_points = excluded.basis_points, fixed = excluded.fixed,
            changed_at = excluded.changed_at
"""
# Where the money lies, at the bank or the provider, is known from statements, not from facts.
PAYMENT_BALANCES = """
    SELECT e.payment_id, e.currency, l.account, sum(l.amount_minor)::bigint
    FROM ledger_entries e JOIN ledger_lines l
        ON l.organization_id = e.organization_id AND l.entry_id = e.id
    WHERE e.organization_id = %(organization_id)s AND e.payment_id = ANY(%(payments)s)
        AND e.kind NOT LIKE 'transfer.%%'
    GROUP BY e.payment_id, e.currency, l.account
"""
Balances = dict[tuple[str, str], int]
"""(currency, account) → minor units; debits are positive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """A ledger entry to write; `source` names what it books, for ever."""

    kind: str
    source: str
    currency: str
    occurred_at: datetime
    lines: Iterable[tuple[Account, int]]
    payment_id: UUID | None = None
    subject: str | None = None


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
    subject: str | None = None
    """The provider's object that it books, as `refund:re_1`; None of those of old."""
    connection_id: UUID | None = None
    method: str | None = None
    state: str | None = None
    """Of the payment, as it is now; None where no payment stands behind an entry."""
    provider_ref: str | None = None


def count_ledger(tx: Transaction, period: LedgerPeriod) -> int:
    """Count the ledger lines of a period."""
    inner = f"SELECT e.id {PERIOD} {WITHIN[period.by]}"
    statement = (
        "SELECT count(*) FROM ledger_lines WHERE organization_id = %(organization_id)s"
        f" AND entry_id IN ({inner})"
    )
    [(count,)] = tx.query(statement, _asked(tx, period))
    return int(count)


def list_ledger(
    tx: Transaction, period: LedgerPeriod, *, after: ExportedEntry | None, limit: int
) -> list[ExportedEntry]:
    """Entries of a period with their lines, oldest first, from the one after `after` on."""
    where = _asked(tx, period) | {"at": period.since, "id": UUID(int=0), "limit": limit}
    if after is not None:
        at = after.occurred_at if period.by == "occurred" else after.recorded_at
        where |= {"at": at, "id": after.id}
    statement = EXPORTED + PERIOD + WITHIN[period.by] + PLACES[period.by]
    rows: list[dict[str, Any]] = tx.query(statement, where, into=dict)
    lines = _lines_of(tx, [row["id"] for row in rows])
    return [ExportedEntry(**row, lines=lines[row["id"]]) for row in rows]


def _asked(tx: Transaction, period: LedgerPeriod) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, **attributes_of(period)}


def _lines_of(tx: Transaction, entries: Sequence[UUID]) -> dict[UUID, list[LedgerLineView]]:
    lines: dict[UUID, list[LedgerLineView]] = {entry_id: [] for entry_id in entries}
    found = tx.query(LINES, {"organization_id": tx.organization_id, "entries": list(lines)})
    for entry_id, account, amount in found:
        lines[entry_id].append(LedgerLineView(account=account, amount_minor=amount))
    return lines


def ledger_balance(tx: Transaction, payment_id: UUID | None = None) -> list[Balance]:
    """Every account by currency, of all or of one payment; those of a currency sum to zero."""
    where = {"organization_id": tx.organization_id, "payment_id": payment_id}
    return tx.query(BALANCES, where, into=Balance)


def list_entries(
    tx: Transaction, request: PageRequest, payment_id: UUID | None = None
) -> list[LedgerEntryView]:
    """Newest first; one entry more than asked for says that a next page exists."""
    where: dict[str, Any] = {"organization_id": tx.organization_id, "limit": request.limit + 1}
    statement = ENTRIES
    if payment_id is not None:
        statement += OF_PAYMENT
        where["payment_id"] = payment_id
    after = place_in_time(request)
    if after is not None:
        statement += EARLIER
        where |= {"after_at": after[0], "after_id": after[1]}
    rows: list[dict[str, Any]] = tx.query(statement + NEWEST_FIRST, where, into=dict)
    lines = _lines_of(tx, [row["id"] for row in rows])
    return [LedgerEntryView(**row, lines=lines[row["id"]]) for row in rows]


def list_booked_objects(tx: Transaction, payment_id: UUID) -> dict[tuple[str, str], Booked]:
    """Read the balances booked for each object of a payment, by (subject, currency)."""
    where = {"organization_id": tx.organization_id, "payment_id": payment_id}
    return dict(tx.query(BOOKED, where, into=_booked))


def _booked(
    *, subject: str, currency: str, kinds: list[str], balances: dict[str, int], entries: int
) -> tuple[tuple[str, str], Booked]:
    totals = {Account(name): total for name, total in balances.items()}
    return (subject, currency), Booked(balances=totals, kinds=frozenset(kinds), entries=entries)


def insert_posting(tx: Transaction, payment_id: UUID, posting: Posting, *, earlier: int) -> None:
    """Write an entry with its lines; the payment is locked by the caller.

    `earlier` counts the subject's entries, so that two writers of the same one would collide.
    """
    entry = NewEntry(
        kind=posting.kind,
        source=f"{payment_id}:{posting.currency}:{posting.subject}:{earlier + 1}",
        currency=posting.currency,
        occurred_at=posting.occurred_at,
        lines=posting.lines,
        payment_id=payment_id,
        subject=posting.subject,
    )
    _insert(tx, INSERT_ENTRY, entry)


def insert_once(tx: Transaction, entry: NewEntry) -> bool:
    """Write an entry with its lines; False when the same thing was booked before."""
    return _insert(tx, INSERT_ENTRY_ONCE, entry)


def _insert(tx: Transaction, statement: str, entry: NewEntry) -> bool:
    own = {"organization_id": tx.organization_id, "id": new_id(), "now": tx.now}
    if not tx.query(f"{statement} RETURNING true", attributes_of(entry) | own):
        return False
    lines = [
        {
            "organization_id": tx.organization_id,
            "id": new_id(),
            "entry_id": own["id"],
            "account": account.value,
            "amount_minor": amount,
        }
        for account, amount in entry.lines
        if amount
    ]
    tx.execute_many(INSERT_LINE, lines)
    return True


def list_posted(tx: Transaction, sources: Collection[str]) -> set[str]:
    """List those of these sources that the ledger has an entry for."""
    where = {"organization_id": tx.organization_id, "sources": list(sources)}
    return {source for (source,) in tx.query(POSTED, where)}


def find_platform_fee(tx: Transaction) -> PlatformFeeRule | None:
    where = {"organization_id": tx.organization_id}
    return next(iter(tx.query(FIND_PLATFORM_FEE, where, into=PlatformFeeRule)), None)


def save_platform_fee(tx: Transaction, organization_id: UUID, rule: PlatformFeeRule) -> None:
    """Write the platform's fee in a job's transaction: the organization's role may not."""
    values = {
        "organization_id": organization_id,
        "id": new_id(),
        "basis_points": rule.basis_points,
        "fixed": as_json(dict(rule.fixed)),
        "now": tx.now,
    }
    tx.query(SAVE_PLATFORM_FEE, values)


def list_booked(tx: Transaction, *, after: UUID, limit: int) -> list[BookedPayment]:
    """Payments with their balances by account, by id, from the one after `after` on."""
    rows = tx.session.scalars(
        select(PaymentRow)
        .where(PaymentRow.organization_id == tx.organization_id, PaymentRow.id > after)
        .order_by(PaymentRow.id)
        .limit(limit)
    ).all()
    ids = [row.id for row in rows]
    facts = payments_queries.list_facts_of(tx, ids)
    booked = _balances(tx, ids)
    waiting = refunds_queries.list_unanswered(tx, ids)
    return [
        _compared(row, facts[row.id], booked.get(row.id, {}), unanswered=waiting.get(row.id, ()))
        for row in rows
    ]


def _compared(
    row: PaymentRow,
    facts: Sequence[PaymentFactRow],
    booked: Balances,
    *,
    unanswered: Iterable[tuple[UUID, int]],
) -> BookedPayment:
    told = payments_queries.check_observations(row, facts)
    asked = Money(row.amount_minor, row.currency)
    projection = rules.project(told, asked=asked)
    wanted = ledger_rules.targets(
        told,
        asked=asked,
        share=ledger_rules.share_of(row),
        is_refused=row.review_decision == Decision.REFUSED.value,
        till=ledger_rules.till_of(row),
    )
    should: Counter[tuple[str, str]] = Counter()
    for posting in wanted:
        for account, amount in posting.lines:
            should[posting.currency, account.value] += amount
    return from_attributes(
        BookedPayment,
        row,
        is_under_review=row.review_reason is not None,
        booked=_plain(booked, row.currency),
        should=_plain(should, row.currency),
        told_captured_minor=max(projection.captured_minor, row.settled_minor, row.refunding_minor),
        told_refunded_minor=projection.refunded_minor,
        unanswered=tuple(unanswered),
    )


def _plain(balances: Mapping[tuple[str, str], int], own: str) -> dict[str, int]:
    """Name accounts that are not zero; those of another currency as `USD:sales`."""
    return {
        account if currency == own else f"{currency}:{account}": minor
        for (currency, account), minor in sorted(balances.items())
        if minor
    }


def payment_balances(tx: Transaction, payments: Sequence[UUID]) -> Balances:
    """What is booked of these payments together, by currency and account."""
    total: Counter[tuple[str, str]] = Counter()
    for each in _balances(tx, payments).values():
        total.update(each)
    return dict(total)


def _balances(tx: Transaction, payments: Sequence[UUID]) -> dict[UUID, Balances]:
    found: dict[UUID, Balances] = {}
    where = {"organization_id": tx.organization_id, "payments": list(payments)}
    for payment_id, currency, account, total in tx.query(PAYMENT_BALANCES, where):
        found.setdefault(payment_id, {})[currency, account] = total
    return found
