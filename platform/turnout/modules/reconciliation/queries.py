"""Every statement of reconciliation: statement lines, providers' reports, runs and findings."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.reconciliation.errors import FindingNotFound, LineNotFound, PayoutNotFound
from turnout.modules.reconciliation.models import (
    LineState,
    PaymentStatementLineRow,
    ReconciliationFindingRow,
    ReconciliationRow,
)
from turnout.modules.reconciliation.types import Difference, NewLine, ObjectSum, Payout, StoredItem
from turnout_sdk.settlements import Settlement

UPSERT_ITEM = """
    INSERT INTO payout_items (organization_id, id, connection_id, line_id, payout_ref, kind,
        gross_minor, fee_minor, currency, occurred_at, provider_ref, object_id, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(line_id)s, %(payout_ref)s, %(kind)s,
        %(gross_minor)s, %(fee_minor)s, %(currency)s, %(occurred_at)s, %(provider_ref)s,
        %(object_id)s, %(now)s)
    ON CONFLICT (organization_id, connection_id, line_id) DO UPDATE
        SET payout_ref = excluded.payout_ref
        WHERE payout_items.payout_ref IS NULL AND excluded.payout_ref IS NOT NULL
"""
INSERT_PAYOUT = """
    INSERT INTO payouts (organization_id, id, connection_id, provider_ref, currency, amount_minor,
        fee_minor, paid_at, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(provider_ref)s, %(currency)s,
        %(amount_minor)s, %(fee_minor)s, %(paid_at)s, %(now)s)
    ON CONFLICT (organization_id, connection_id, provider_ref) DO NOTHING RETURNING id
"""
UNPAID = """
    SELECT min(occurred_at) FROM payout_items
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND payout_ref IS NULL
"""
REPORT_READ = """
    SELECT read_from, read_until FROM settlement_reports
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
"""
MARK_READ = """
    INSERT INTO settlement_reports (organization_id, id, connection_id, read_from, read_until)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(since)s, %(until)s)
    ON CONFLICT (organization_id, connection_id) DO UPDATE
        SET read_from = least(settlement_reports.read_from, excluded.read_from),
            read_until = greatest(settlement_reports.read_until, excluded.read_until)
"""
PAYOUT = """
    SELECT id, connection_id, provider_ref, currency, amount_minor, fee_minor, paid_at, recorded_at
    FROM payouts WHERE organization_id = %(organization_id)s
"""
EARLIER_PAYOUTS = " AND (paid_at, id) < (%(after_at)s::timestamptz, %(after_id)s)"
NEWEST_PAYOUTS_FIRST = " ORDER BY paid_at DESC, id DESC LIMIT %(limit)s"
ITEM = """
    SELECT line_id, connection_id, payout_ref, kind, gross_minor, fee_minor, currency,
        occurred_at, provider_ref, object_id
    FROM payout_items WHERE organization_id = %(organization_id)s
        AND connection_id = %(connection_id)s
"""
OF_PAYOUT = f"{ITEM} AND payout_ref = %(payout_ref)s ORDER BY occurred_at, id"
BOOKABLE = f"""
    {ITEM} AND kind IN ('fee', 'adjustment', 'payout') AND (occurred_at, line_id)
        > (%(at)s::timestamptz, %(line_id)s)
    ORDER BY occurred_at, line_id LIMIT %(limit)s
"""
SUMS = """
    SELECT kind, provider_ref, object_id, currency, sum(gross_minor)::bigint AS gross_minor,
        sum(fee_minor)::bigint AS fee_minor, min(line_id) AS line_id, max(occurred_at) AS last_at
    FROM payout_items
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND kind IN ('charge', 'refund', 'dispute')
        AND coalesce(provider_ref, '') = ANY(%(refs)s)
    GROUP BY kind, provider_ref, object_id, currency ORDER BY provider_ref, object_id, kind
"""
REFS = """
    SELECT DISTINCT coalesce(provider_ref, '') AS ref FROM payout_items
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND kind IN ('charge', 'refund', 'dispute') AND coalesce(provider_ref, '') > %(after)s
    ORDER BY ref LIMIT %(limit)s
"""
REPORTING = """
    SELECT r.connection_id, r.read_from, r.read_until, (SELECT count(*) FROM payout_items i
        WHERE i.organization_id = r.organization_id AND i.connection_id = r.connection_id)
    FROM settlement_reports r WHERE r.organization_id = %(organization_id)s
    ORDER BY r.connection_id
"""

UPSERT_FINDING = """
    INSERT INTO reconciliation_findings (organization_id, id, kind, subject, order_id, payment_id,
        connection_id, currency, expected, found, state, first_seen_at, last_seen_at, settled_by,
        reason)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, %(subject)s, %(order_id)s, %(payment_id)s,
        %(connection_id)s, %(currency)s, %(expected)s, %(found)s, 'open', %(now)s, %(now)s, '', '')
    ON CONFLICT (organization_id, kind, subject) DO UPDATE
    SET last_seen_at = excluded.last_seen_at, expected = excluded.expected, found = excluded.found,
        state = 'open', settled_at = NULL, settled_by = '', reason = ''
    WHERE reconciliation_findings.state <> 'settled'
        OR (reconciliation_findings.expected, reconciliation_findings.found)
            IS DISTINCT FROM (excluded.expected, excluded.found)
    RETURNING (first_seen_at = last_seen_at)
"""
CLOSE_FINDINGS = """
    UPDATE reconciliation_findings SET state = 'gone', settled_at = %(now)s
    WHERE organization_id = %(organization_id)s AND state = 'open' AND last_seen_at < %(now)s
"""
KNOWN_LINES = """
    SELECT line_id FROM payment_statement_lines
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND line_id = ANY(%(lines)s)
"""
CLAIMED_OBJECTS = """
    SELECT object_id FROM payment_statement_lines
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
"""
INSERT_LINE = """
    INSERT INTO payment_statement_lines (organization_id, id, connection_id, line_id, booked_on,
        amount_minor, currency, text, party, party_account, state, payment_id, fact_kind,
        object_id, reason, imported_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(line_id)s, %(booked_on)s,
        %(amount_minor)s, %(currency)s, %(text)s, %(party)s, %(party_account)s, %(state)s,
        %(payment_id)s, %(fact_kind)s, %(object_id)s, '', %(now)s)
    ON CONFLICT (organization_id, connection_id, line_id) DO NOTHING
"""
WAITING_LINES = """
    SELECT id FROM payment_statement_lines
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND state = 'matched' ORDER BY booked_on, id
"""
WAITING_CONNECTIONS = """
    SELECT DISTINCT organization_id, connection_id FROM payment_statement_lines
    WHERE state = 'matched' ORDER BY organization_id, connection_id LIMIT %(limit)s
"""


def _new(tx: Transaction, value: object) -> dict[str, Any]:
    """The parameters that write a new row from a value: its fields, our id and the time."""
    return attributes_of(value) | _own(tx, id=new_id(), now=tx.now)


def _own(tx: Transaction, **values: object) -> dict[str, Any]:
    """The parameters of a statement about the organization's rows."""
    return {"organization_id": tx.organization_id, **values}


def upsert_items(tx: Transaction, connection_id: UUID, lines: Sequence[Settlement]) -> None:
    """Keep lines of a report; one that is known only learns which payout carried it."""
    tx.execute_many(
        UPSERT_ITEM,
        [
            _new(tx, each)
            | {
                "connection_id": connection_id,
                "gross_minor": each.gross.minor,
                "fee_minor": each.fee.minor,
                "currency": each.gross.currency,
            }
            for each in lines
        ],
    )


def insert_payout(tx: Transaction, item: StoredItem) -> UUID | None:
    """Keep a payout; its id, None when it was known."""
    values = _new(tx, item) | {
        "provider_ref": item.payout_ref or item.line_id,
        "amount_minor": -item.gross_minor,
        "paid_at": item.occurred_at,
    }
    return next((payout_id for (payout_id,) in tx.query(INSERT_PAYOUT, values)), None)


def read_until(tx: Transaction, connection_id: UUID) -> tuple[datetime | None, datetime | None]:
    """Find the oldest line without a payout, and until when the report was read."""
    where = _own(tx, connection_id=connection_id)
    read = next((until for _, until in tx.query(REPORT_READ, where)), None)
    [(unpaid,)] = tx.query(UNPAID, where)
    return unpaid, read


def mark_read(tx: Transaction, connection_id: UUID, *, since: datetime, until: datetime) -> None:
    """Store until when the report was read; periods are read one after the other."""
    tx.query(
        MARK_READ, _own(tx, id=new_id(), connection_id=connection_id, since=since, until=until)
    )


def list_payouts(
    tx: Transaction, request: PageRequest, *, connection_id: UUID | None = None
) -> list[Payout]:
    """Newest first; one row more than asked for says that a next page exists."""
    statement = PAYOUT
    where = _own(tx, limit=request.limit + 1)
    if connection_id is not None:
        statement += " AND connection_id = %(connection_id)s"
        where["connection_id"] = connection_id
    after = place_in_time(request)
    if after is not None:
        statement += EARLIER_PAYOUTS
        where |= {"after_at": after[0], "after_id": after[1]}
    return tx.query(statement + NEWEST_PAYOUTS_FIRST, where, into=Payout)


def get_payout(tx: Transaction, payout_id: UUID) -> Payout:
    """The payout, or PayoutNotFound."""
    where = _own(tx, id=payout_id)
    rows = tx.query(PAYOUT + " AND id = %(id)s", where, into=Payout)
    if not rows:
        raise PayoutNotFound
    return rows[0]


def list_items(tx: Transaction, payout: Payout) -> list[StoredItem]:
    """List a payout's items, oldest first, without the payout itself."""
    where = _own(tx, connection_id=payout.connection_id, payout_ref=payout.provider_ref)
    items = tx.query(OF_PAYOUT, where, into=StoredItem)
    return [each for each in items if each.kind != "payout"]


def list_bookable(
    tx: Transaction, connection_id: UUID, *, after: tuple[datetime, str], limit: int
) -> list[StoredItem]:
    """Lines that the ledger books by themselves: fees, adjustments, payouts; oldest first."""
    at, line_id = after
    where = _own(tx, connection_id=connection_id, at=at, line_id=line_id, limit=limit)
    return tx.query(BOOKABLE, where, into=StoredItem)


def list_refs(tx: Transaction, connection_id: UUID, *, after: str, limit: int) -> list[str]:
    """List the provider's payments in its report, in order, from `after` on."""
    where = _own(tx, connection_id=connection_id, after=after, limit=limit)
    return [ref for (ref,) in tx.query(REFS, where)]


def sums_of(tx: Transaction, connection_id: UUID, refs: Collection[str]) -> list[ObjectSum]:
    """Sum the report's lines of each object of these payments."""
    return tx.query(SUMS, _own(tx, connection_id=connection_id, refs=list(refs)), into=ObjectSum)


def list_reporting(tx: Transaction) -> list[tuple[UUID, datetime, datetime, int]]:
    """(connection, read from, read until, lines) of all connections whose report was read."""
    return list(tx.query(REPORTING, _own(tx)))


def upsert_findings(tx: Transaction, differences: Sequence[Difference]) -> int:
    """Write down what a run found; how many of it nobody had seen before.

    What a person dealt with stays dealt with, unless the amounts are others now. What was open
    and is not found any more is gone.
    """
    new = 0
    for each in differences:
        rows = tx.query(UPSERT_FINDING, _new(tx, each) | {"subject": each.subject})
        new += sum(is_new for (is_new,) in rows)
    tx.query(CLOSE_FINDINGS, _own(tx, now=tx.now))
    return new


def list_runs(tx: Transaction, request: PageRequest) -> Sequence[ReconciliationRow]:
    """Newest first; one row more than asked for says that a next page exists."""
    run = ReconciliationRow
    statement = select(run).where(run.organization_id == tx.organization_id)
    after = place_in_time(request)
    if after is not None:
        statement = statement.where(tuple_(run.ran_at, run.id) < after)
    return tx.session.scalars(
        statement.order_by(run.ran_at.desc(), run.id.desc()).limit(request.limit + 1)
    ).all()


def list_findings(
    tx: Transaction, request: PageRequest, *, state: str | None = None
) -> Sequence[ReconciliationFindingRow]:
    """Newest first; one row more than asked for says that a next page exists."""
    finding = ReconciliationFindingRow
    statement = select(finding).where(finding.organization_id == tx.organization_id)
    if state is not None:
        statement = statement.where(finding.state == state)
    after = place_in_time(request)
    if after is not None:
        statement = statement.where(tuple_(finding.first_seen_at, finding.id) < after)
    return tx.session.scalars(
        statement.order_by(finding.first_seen_at.desc(), finding.id.desc()).limit(request.limit + 1)
    ).all()


def lock_finding(tx: Transaction, finding_id: UUID) -> ReconciliationFindingRow:
    """The finding FOR UPDATE, or FindingNotFound."""
    found = tx.session.scalars(
        select(ReconciliationFindingRow)
        .where(
            ReconciliationFindingRow.organization_id == tx.organization_id,
            ReconciliationFindingRow.id == finding_id,
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise FindingNotFound
    return found


def known_lines(tx: Transaction, connection_id: UUID, lines: Collection[str]) -> set[str]:
    """List those of these lines that an earlier statement held."""
    where = _own(tx, connection_id=connection_id, lines=list(lines))
    return {line_id for (line_id,) in tx.query(KNOWN_LINES, where)}


def claimed_objects(tx: Transaction, payments: Collection[UUID]) -> set[str]:
    """Refunds by hand that a line has shown already, and lines, of these payments."""
    where = _own(tx, payments=list(payments))
    return {object_id for (object_id,) in tx.query(CLAIMED_OBJECTS, where)}


def insert_lines(tx: Transaction, connection_id: UUID, lines: Sequence[NewLine]) -> int:
    """Keep lines; how many of them were new."""
    return tx.execute_many(
        INSERT_LINE,
        [
            _new(tx, each)
            | {
                "connection_id": connection_id,
                "amount_minor": each.amount.minor,
                "currency": each.amount.currency,
                "state": LineState.MATCHED if each.payment_id else LineState.UNMATCHED,
            }
            for each in lines
        ],
    )


def list_waiting_lines(tx: Transaction, connection_id: UUID) -> list[UUID]:
    """List lines that are not applied to their payment yet."""
    where = _own(tx, connection_id=connection_id)
    return [line_id for (line_id,) in tx.query(WAITING_LINES, where)]


def list_waiting_connections(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, connection) with lines that are not applied yet."""
    return list(tx.query(WAITING_CONNECTIONS, {"limit": limit}))


def get_line(tx: Transaction, line_id: UUID, *, lock: bool = False) -> PaymentStatementLineRow:
    """The line (FOR UPDATE with `lock`, as it is now), or LineNotFound.

    Whoever locks a line has locked its payment before.
    """
    statement = select(PaymentStatementLineRow).where(
        PaymentStatementLineRow.organization_id == tx.organization_id,
        PaymentStatementLineRow.id == line_id,
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = tx.session.scalars(statement).one_or_none()
    if found is None:
        raise LineNotFound
    return found


def list_lines(
    tx: Transaction,
    request: PageRequest,
    *,
    state: str | None = None,
    connection_id: UUID | None = None,
) -> Sequence[PaymentStatementLineRow]:
    """Newest first; one row more than asked for says that a next page exists."""
    line = PaymentStatementLineRow
    statement = select(line).where(line.organization_id == tx.organization_id)
    if state is not None:
        statement = statement.where(line.state == state)
    if connection_id is not None:
        statement = statement.where(line.connection_id == connection_id)
    after = place_in_time(request)
    if after is not None:
        statement = statement.where(tuple_(line.imported_at, line.id) < after)
    return tx.session.scalars(
        statement.order_by(line.imported_at.desc(), line.id.desc()).limit(request.limit + 1)
    ).all()
