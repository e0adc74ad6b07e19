"""Every statement of audit."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.values import attributes_of
from turnout.modules.audit.types import (
    AuditEntry,
    AuditSearch,
    ChangesOfOrder,
    Tampering,
    Verification,
)

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


CHANGE: Final = """
    SELECT seq, at, table_name, row_id, action, before, after, actor, on_behalf_of, request_id,
        position
"""
CHANGES_OF_ORDER: Final = f"""
    SELECT seq, at, table_name AS "table", row_id, action, before, after, actor, on_behalf_of,
        request_id, position IS NOT NULL AS is_sealed
    FROM (
        {CHANGE} FROM audit_entries
        WHERE organization_id = %(organization_id)s AND row_id = ANY(%(row_ids)s)
        UNION ALL
        {CHANGE} FROM audit_entries
        WHERE organization_id = %(organization_id)s AND seq = ANY(%(noted)s)
    ) AS found
    WHERE coalesce(before, after) IS NOT NULL
        AND (table_name || ':' || action = ANY(%(whole)s) OR action = 'update' AND EXISTS (
            SELECT FROM jsonb_array_elements_text(%(columns)s::jsonb -> table_name) AS told (name)
            WHERE before -> told.name IS DISTINCT FROM after -> told.name))
        AND (%(after_at)s::timestamptz IS NULL
            OR (at, seq) < (%(after_at)s::timestamptz, %(after_seq)s::bigint))
    ORDER BY at DESC, seq DESC LIMIT %(limit)s
"""
"""Found by the rows' ids; notes and tags, which may be gone, are `NOTED`."""
NOTED: Final = "SELECT seq FROM turnout_audit_notes_of_order(%(order_id)s)"
"""A function, for its index; asked by itself, as no node asks others in the midst of an answer."""


def list_changes_of_order(
    tx: Transaction, wanted: ChangesOfOrder, *, after: tuple[datetime, int] | None, limit: int
) -> list[AuditEntry]:
    """The newest first, without what was erased; the caller has asked who may see it."""
    values = tx.here(
        row_ids=wanted.row_ids,
        noted=[seq for (seq,) in tx.query(NOTED, {"order_id": wanted.order_id})],
        whole=wanted.whole,
        columns=as_json(wanted.columns),
        after_at=after and after[0],
        after_seq=after and after[1],
        limit=limit,
    )
    return tx.query(CHANGES_OF_ORDER, values, into=AuditEntry)


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


CHANGED_ROWS: Final = """
    SELECT e.position, e.row_id FROM audit_entries e
    WHERE e.organization_id = %(organization_id)s AND e.table_name = %(table)s
        AND e.position > %(after)s AND e.position <= %(until)s AND NOT EXISTS (
            SELECT FROM audit_entries l
            WHERE l.organization_id = e.organization_id AND l.row_id = e.row_id
                AND l.table_name = e.table_name AND l.position > e.position
                AND l.position <= %(until)s)
    ORDER BY e.position LIMIT %(limit)s
"""


def list_changed_rows(
    tx: Transaction, table: str, *, after: int, until: int, limit: int
) -> list[tuple[int, UUID]]:
    """(place of its last change, id) of rows of a table that changed within a part of the chain.

    Each row once, deleted ones too. What commits late has a later place, so that whoever asks from
    the end of one part to the end of the chain misses nothing.
    """
    return tx.query(CHANGED_ROWS, tx.here(table=table, after=after, until=until, limit=limit))


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
