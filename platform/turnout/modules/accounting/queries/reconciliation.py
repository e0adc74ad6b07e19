"""Reconciliation runs, and the findings that they left to a person."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, tuple_

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.accounting.errors import FindingNotFound
from turnout.modules.accounting.models import ReconciliationFindingRow, ReconciliationRow
from turnout.modules.accounting.rules import Difference

KEEP = """
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
OVER = """
    UPDATE reconciliation_findings SET state = 'gone', settled_at = %(now)s
    WHERE organization_id = %(organization_id)s AND state = 'open' AND last_seen_at < %(now)s
"""


def add_run(tx: Transaction, run: ReconciliationRow) -> None:
    tx.add(run)


def upsert_findings(tx: Transaction, differences: Sequence[Difference]) -> int:
    """Write down what a run found; how many of it nobody had seen before.

    What a person dealt with stays dealt with, unless the amounts are others now. What was open
    and is not found any more is gone.
    """
    new = 0
    for each in differences:
        rows = tx.query(
            KEEP,
            {
                "organization_id": tx.organization_id,
                "id": new_id(),
                "kind": each.kind.value,
                "subject": each.subject,
                "order_id": each.order_id,
                "payment_id": each.payment_id,
                "connection_id": each.connection_id,
                "currency": each.currency,
                "expected": each.expected,
                "found": each.found,
                "now": tx.now,
            },
        )
        new += sum(1 for row in rows if row[0])
    tx.query(OVER, {"organization_id": tx.organization_id, "now": tx.now})
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
