"""Every statement of audit."""

from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.audit.types import AuditEntry, AuditSearch, Tampering, Verification

COLUMNS: Final = """
    SELECT seq, at, table_name AS "table", row_id, action, before, after, actor, on_behalf_of,
        request_id, position IS NOT NULL AS is_sealed
    FROM audit_entries
"""
FILTERS: Final = {
    "before_seq": "seq < %(before_seq)s",
    "table": "table_name = %(table)s",
    "row_id": "row_id = %(row_id)s",
    "actor": "actor = %(actor)s",
    "action": "action = %(action)s",
    "request_id": "request_id = %(request_id)s",
    "since": "at >= %(since)s",
    "until": "at < %(until)s",
}
"""Only the filters in use are sent, so that each combination finds its index."""


def list_entries(
    tx: Transaction, wanted: AuditSearch, *, before_seq: int | None, limit: int
) -> list[AuditEntry]:
    """Return the newest first."""
    values = attributes_of(wanted) | {"before_seq": before_seq}
    conditions = ["organization_id = %(organization_id)s"]
    conditions += [FILTERS[name] for name, value in values.items() if value is not None]
    statement = COLUMNS + f"WHERE {' AND '.join(conditions)} ORDER BY seq DESC LIMIT %(limit)s"
    values |= {"organization_id": tx.organization_id, "limit": limit}
    return tx.query(statement, values, into=AuditEntry)


def verify(tx: Transaction) -> Verification:
    """Walk every chain; minutes on a large log."""
    tx.query("SET LOCAL statement_timeout = 0")
    [summary] = tx.query("SELECT * FROM turnout_audit_summary()", into=dict[str, int])
    verified = "SELECT organization_id, seq, problem FROM turnout_audit_verify()"
    found = tx.query(verified, into=Tampering)
    found += [
        Tampering(organization_id=each, seq=None, problem="the end of the chain is missing")
        for (each,) in tx.query("SELECT organization_id FROM turnout_audit_headless()")
    ]
    return Verification(**summary, tamperings=tuple(found))
