"""Copying rows of a table whatever columns it has.

Rows travel as JSON: read with `to_jsonb`, written with `jsonb_populate_recordset`, so that a
column that a later migration adds is copied without a change here. Names of tables and columns
are the calling module's own, never somebody's input.
"""

from collections.abc import Callable, Collection
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id

JsonRow = dict[str, Any]

ROWS: Final = """
    SELECT to_jsonb(t) FROM {table} t
    WHERE organization_id = %(organization_id)s AND {column} = ANY(%(ids)s) ORDER BY id
"""
COLUMNS: Final = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped
        AND attgenerated = '' AND attname <> 'organization_id'
"""
WRITE: Final = """
    INSERT INTO {table} (organization_id, {columns})
    SELECT %(organization_id)s, {columns} FROM jsonb_populate_recordset(NULL::{table}, %(rows)s)
"""


def list_rows(tx: Transaction, table: str, column: str, ids: Collection[UUID]) -> list[JsonRow]:
    """List the rows whose `column` is one of `ids`, as JSON objects in the order of their ids."""
    found = {"organization_id": tx.organization_id, "ids": list(ids)}
    return [row[0] for row in tx.query(ROWS.format(table=table, column=column), found)]


def export_rows(
    tx: Transaction,
    table: str,
    column: str,
    ids: Collection[UUID],
    *,
    withheld: JsonRow | None = None,
) -> list[JsonRow]:
    """The same for another organization: without whose they were, and `withheld` over the rest."""
    rows = list_rows(tx, table, column, ids)
    return [
        {name: value for name, value in row.items() if name != "organization_id"} | (withheld or {})
        for row in rows
    ]


def write_copies(
    tx: Transaction, table: str, rows: list[JsonRow], *, change: Callable[[JsonRow], JsonRow]
) -> dict[str, str]:
    """Write each row changed and under a new id; old id → new id. One statement for them all.

    They are this transaction's organization's, wherever they were read.
    """
    if not rows:
        return {}
    ids = {row["id"]: str(new_id()) for row in rows}
    made = [{**row, **change(row), "id": ids[row["id"]]} for row in rows]
    [[columns]] = tx.query(COLUMNS, {"table": table})
    written = {"organization_id": tx.organization_id, "rows": as_json(made)}
    tx.query(WRITE.format(table=table, columns=columns), written)
    return ids
