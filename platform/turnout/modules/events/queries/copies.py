"""Statements that copy what hangs on an event, whatever columns it has.

Rows travel as JSON: read with `to_jsonb`, written with `jsonb_populate_recordset`, so that a
column that a later migration adds is copied without a change here.
"""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id

JsonRow = dict[str, Any]

OF_EVENT = """
    SELECT to_jsonb(t) FROM {table} t
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s ORDER BY id
"""
OF_SESSIONS = """
    SELECT to_jsonb(t) FROM {table} t
    WHERE organization_id = %(organization_id)s AND session_id = ANY(%(session_ids)s) ORDER BY id
"""
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped
        AND attgenerated = ''
"""
WRITE = """
    INSERT INTO {table} ({columns})
    SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %(rows)s)
"""


def rows_of_event(tx: Transaction, table: str, event_id: UUID) -> list[JsonRow]:
    """Rows of one of the programme's tables, as JSON objects."""
    found = {"organization_id": tx.organization_id, "event_id": event_id}
    return [row[0] for row in tx.query(OF_EVENT.format(table=table), found)]


def rows_of_sessions(tx: Transaction, table: str, session_ids: Collection[str]) -> list[JsonRow]:
    found = {
        "organization_id": tx.organization_id,
        "session_ids": [UUID(each) for each in session_ids],
    }
    return [row[0] for row in tx.query(OF_SESSIONS.format(table=table), found)]


def write_copies(
    tx: Transaction, table: str, rows: list[JsonRow], *, change: Callable[[JsonRow], JsonRow]
) -> dict[str, str]:
    """Write each row changed and under a new id; old id → new id. One statement for them all."""
    if not rows:
        return {}
    ids = {row["id"]: str(new_id()) for row in rows}
    made = [{**row, **change(row), "id": ids[row["id"]]} for row in rows]
    [[columns]] = tx.query(COLUMNS, {"table": table})
    tx.query(WRITE.format(table=table, columns=columns), {"rows": as_json(made)})
    return ids
