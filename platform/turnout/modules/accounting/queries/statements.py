"""Lines of bank statements: stored once, settled once, listed."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select, tuple_

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.accounting.enums import LineState
from turnout.modules.accounting.errors import LineNotFound
from turnout.modules.accounting.models import PaymentStatementLineRow
from turnout.modules.accounting.types import NewLine

KNOWN = """
    SELECT line_id FROM payment_statement_lines
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND line_id = ANY(%(lines)s)
"""
CLAIMED = """
    SELECT object_id FROM payment_statement_lines
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
"""
INSERT = """
    INSERT INTO payment_statement_lines (organization_id, id, connection_id, line_id, booked_on,
        amount_minor, currency, text, party, party_account, state, payment_id, fact_kind,
        object_id, reason, imported_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(line_id)s, %(booked_on)s,
        %(amount_minor)s, %(currency)s, %(text)s, %(party)s, %(party_account)s, %(state)s,
        %(payment_id)s, %(fact_kind)s, %(object_id)s, '', %(now)s)
    ON CONFLICT (organization_id, connection_id, line_id) DO NOTHING
"""
WAITING = """
    SELECT id FROM payment_statement_lines
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND state = 'matched' ORDER BY booked_on, id
"""
DUE = """
    SELECT DISTINCT organization_id, connection_id FROM payment_statement_lines
    WHERE state = 'matched' ORDER BY organization_id, connection_id LIMIT %(limit)s
"""


def known_lines(tx: Transaction, connection_id: UUID, lines: Collection[str]) -> set[str]:
    """List those of these lines that an earlier statement held."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": connection_id,
        "lines": list(lines),
    }
    return {line_id for (line_id,) in tx.query(KNOWN, where)}


def claimed_objects(tx: Transaction, payments: Collection[UUID]) -> set[str]:
    """Refunds by hand that a line has shown already, and lines, of these payments."""
    where = {"organization_id": tx.organization_id, "payments": list(payments)}
    return {object_id for (object_id,) in tx.query(CLAIMED, where)}


def insert_lines(tx: Transaction, connection_id: UUID, lines: Sequence[NewLine]) -> int:
    """Keep lines; how many of them were new."""
    return tx.execute_many(
        INSERT,
        [
            {
                "organization_id": tx.organization_id,
                "id": new_id(),
                "connection_id": connection_id,
                "line_id": each.line_id,
                "booked_on": each.booked_on,
                "amount_minor": each.amount.minor,
                "currency": each.amount.currency,
                "text": each.text,
                "party": each.party,
                "party_account": each.party_account,
                "state": (LineState.MATCHED if each.payment_id else LineState.UNMATCHED).value,
                "payment_id": each.payment_id,
                "fact_kind": each.fact_kind,
                "object_id": each.object_id,
                "now": tx.now,
            }
            for each in lines
        ],
    )


def list_waiting(tx: Transaction, connection_id: UUID) -> list[UUID]:
    """List lines that are not applied to their payment yet."""
    where = {"organization_id": tx.organization_id, "connection_id": connection_id}
    return [line_id for (line_id,) in tx.query(WAITING, where)]


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, connection) with lines that are not applied yet."""
    return list(tx.query(DUE, {"limit": limit}))


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
