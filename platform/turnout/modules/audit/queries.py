"""Every statement of audit."""

from typing import Any, Final
from uuid import UUID

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


PLATFORM_COLUMNS: Final = COLUMNS.replace("audit_entries", "audit_platform")
SEALED: Final = """
    SELECT position, seq, at, table_name AS "table", row_id, action, before, after, actor,
        on_behalf_of, request_id, true AS is_sealed
    FROM {table} WHERE {where}position > %(after)s ORDER BY position LIMIT %(limit)s
"""
OF_ORGANIZATION: Final = "organization_id = %(organization_id)s AND "
SEALED_OF_ORGANIZATION: Final = SEALED.format(table="audit_entries", where=OF_ORGANIZATION)
SEALED_OF_PLATFORM: Final = SEALED.format(table="audit_platform", where="")
LAST_POSITION: Final = """
    SELECT coalesce(max(position), 0) FROM audit_entries
    WHERE organization_id = %(organization_id)s
"""
LAST_OF_PLATFORM: Final = "SELECT coalesce(max(position), 0) FROM audit_platform"


def list_platform_entries(
    tx: Transaction, wanted: AuditSearch, *, before_seq: int | None, limit: int
) -> list[AuditEntry]:
    """What changed in rows that belong to no organization, the newest first."""
    values = attributes_of(wanted) | {"before_seq": before_seq}
    conditions = [FILTERS[name] for name, value in values.items() if value is not None]
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    statement = f"{PLATFORM_COLUMNS} {where}ORDER BY seq DESC LIMIT %(limit)s"
    return tx.query(statement, values | {"limit": limit}, into=AuditEntry)


def list_sealed(
    tx: Transaction, *, organization_id: UUID | None, after: int, limit: int
) -> list[tuple[int, AuditEntry]]:
    """Sealed entries after a place in the chain, oldest first; without organization the platform's.

    Places have no gap, and an entry never gets one before an earlier commit's.
    """
    statement = SEALED_OF_PLATFORM if organization_id is None else SEALED_OF_ORGANIZATION
    values = {"organization_id": organization_id, "after": after, "limit": limit}
    return tx.query(statement, values, into=_placed)


def last_position(tx: Transaction, *, organization_id: UUID | None) -> int:
    """The newest place in the chain; 0 for an empty one."""
    statement = LAST_OF_PLATFORM if organization_id is None else LAST_POSITION
    [(found,)] = tx.query(statement, {"organization_id": organization_id})
    return int(found)


def _placed(**row: Any) -> tuple[int, AuditEntry]:
    return row.pop("position"), AuditEntry(**row)


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
    found += tx.query(
        "SELECT NULL::uuid AS organization_id, seq, problem FROM turnout_audit_platform_verify()",
        into=Tampering,
    )
    [platform] = tx.query("SELECT * FROM turnout_audit_platform_summary()", into=dict[str, int])
    whole = summary | {name: summary[name] + platform[name] for name in platform}
    return Verification(**whole, tamperings=tuple(found))
