"""Every statement of attendee imports."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec

from turnout.kernel.db.pagination import PageRequest, place_in_numbers, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.attendee_imports.errors import AttendeeImportNotFound
from turnout.modules.attendee_imports.types import (
    AttendeeImport,
    ImportMapping,
    ImportRow,
    ImportState,
    JudgedRow,
)

R = TypeVar("R")
AT_ONCE: Final = 2_000
"""Rows that one statement writes."""
IMPORTS: Final = """
    SELECT i.id, i.event_id, i.file_name, i.state, i.version, i.created_at, i.created_by,
        i.checked_at, i.job_id, i.expires_at, i.emptied_at, i.columns, i.mapping,
        (SELECT jsonb_build_object(
            'waiting', count(*) FILTER (WHERE r.state = 'waiting'),
            'ready', count(*) FILTER (WHERE r.state = 'ready'),
            'skipped', count(*) FILTER (WHERE r.state = 'skipped'),
            'refused', count(*) FILTER (WHERE r.state = 'refused'),
            'imported', count(*) FILTER (WHERE r.state = 'imported'),
            'orders', count(DISTINCT r.order_position) FILTER (WHERE r.state = 'ready')
                + count(DISTINCT r.order_id) FILTER (WHERE r.state = 'imported'))
        FROM attendee_import_rows r
        WHERE r.organization_id = i.organization_id AND r.import_id = i.id) AS counts
    FROM attendee_imports i
    WHERE i.organization_id = %(organization_id)s AND i.event_id = %(event_id)s
"""
LIST: Final = f"""
    {IMPORTS} AND (%(after_at)s::timestamptz IS NULL
        OR (i.created_at, i.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY i.created_at DESC, i.id DESC LIMIT %(limit)s
"""
GET: Final = f"{IMPORTS} AND i.id = %(id)s"
LOCK: Final = """
    SELECT id FROM attendee_imports
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    FOR UPDATE
"""
INSERT: Final = """
    INSERT INTO attendee_imports (organization_id, id, event_id, file_name, sha256, columns,
        mapping, state, version, created_at, created_by, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(file_name)s, %(sha256)s,
        %(columns)s::jsonb, %(mapping)s::jsonb, 'open', 1, %(now)s, %(created_by)s, %(expires_at)s)
"""
INSERT_ROWS: Final = """
    INSERT INTO attendee_import_rows (organization_id, id, import_id, line, cells, email, state)
    SELECT %(organization_id)s, r.id, %(import_id)s, r.line, r.cells, r.email, 'waiting'
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, line bigint, cells jsonb, email text)
"""
UPDATE: Final = """
    UPDATE attendee_imports SET state = %(state)s, mapping = %(mapping)s::jsonb,
        checked_at = %(checked_at)s, job_id = %(job_id)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
RESET_ROWS: Final = """
    UPDATE attendee_import_rows SET state = 'waiting', reasons = '[]', draft = NULL,
        order_position = NULL, email = left(coalesce(cells ->> %(email_column)s::int, ''), 254)
    WHERE organization_id = %(organization_id)s AND import_id = %(import_id)s
        AND state <> 'imported'
"""
WRITE_ROWS: Final = """
    UPDATE attendee_import_rows AS r SET state = j.state, reasons = j.reasons, draft = j.draft,
        order_position = j.order_position
    FROM jsonb_to_recordset(%(rows)s::jsonb)
        AS j(id uuid, state text, reasons jsonb, draft jsonb, order_position bigint)
    WHERE r.organization_id = %(organization_id)s AND r.id = j.id AND r.state <> 'imported'
"""
ROWS: Final = """
    SELECT id, line, state, cells, reasons, order_id FROM attendee_import_rows
    WHERE organization_id = %(organization_id)s AND import_id = %(import_id)s
        AND (%(states)s::text[] IS NULL OR state = ANY(%(states)s)) AND line > %(after)s
    ORDER BY line LIMIT %(limit)s
"""
FIRST_ROWS: Final = """
    SELECT DISTINCT ON (order_position) id FROM attendee_import_rows
    WHERE organization_id = %(organization_id)s AND import_id = %(import_id)s AND state = 'ready'
    ORDER BY order_position, line
"""
LOCK_ORDER: Final = """
    SELECT r.id, r.line, r.state, r.cells, r.reasons, r.order_id, r.draft
    FROM attendee_import_rows first JOIN attendee_import_rows r
        ON r.organization_id = first.organization_id AND r.import_id = first.import_id
        AND r.order_position = first.order_position
    WHERE first.organization_id = %(organization_id)s AND first.id = %(row_id)s
        AND first.import_id = %(import_id)s AND r.state = 'ready'
    ORDER BY r.line FOR UPDATE OF r
"""
SET_ORDER: Final = """
    UPDATE attendee_import_rows SET state = 'imported', order_id = %(order_id)s, reasons = '[]',
        draft = NULL
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s)
"""
KNOWN_KEYS: Final = """
    SELECT key FROM attendee_import_keys
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND key = ANY(%(keys)s)
"""
ALL_KEYS: Final = """
    SELECT key FROM attendee_import_keys
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
INSERT_KEYS: Final = """
    INSERT INTO attendee_import_keys (organization_id, id, event_id, key, order_id)
    SELECT %(organization_id)s, k.id, %(event_id)s, k.key, %(order_id)s
    FROM unnest(%(ids)s::uuid[], %(keys)s::text[]) AS k (id, key)
    ON CONFLICT (organization_id, event_id, key) DO NOTHING RETURNING key
"""
FORGET_ORDER: Final = """
    DELETE FROM attendee_import_keys
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""
FINISH: Final = """
    UPDATE attendee_imports SET state = 'done', version = version + 1
    WHERE organization_id = %(organization_id)s AND job_id = %(job_id)s AND state = 'running'
    RETURNING id, event_id
"""
DELETE: Final = """
    DELETE FROM attendee_imports WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DUE: Final = """
    SELECT organization_id, id FROM attendee_imports
    WHERE emptied_at IS NULL AND state <> 'running' AND expires_at < %(now)s
    ORDER BY expires_at LIMIT %(limit)s
"""
EMPTY: Final = """
    UPDATE attendee_imports SET emptied_at = %(now)s, columns = '[]', mapping = '{}',
        state = CASE WHEN state = 'done' THEN 'done' ELSE 'open' END, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND emptied_at IS NULL
        AND state <> 'running' AND expires_at < %(now)s
    RETURNING id
"""
EMPTY_ROWS: Final = """
    UPDATE attendee_import_rows SET cells = '[]', email = '', draft = NULL
    WHERE organization_id = %(organization_id)s AND import_id = %(id)s
"""


def list_imports(tx: Transaction, event_id: UUID, request: PageRequest) -> list[AttendeeImport]:
    """The newest first; one more than asked for says that a next page exists."""
    after = place_in_time(request)
    where = tx.here(
        event_id=event_id,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=AttendeeImport.of)


def get_import(tx: Transaction, event_id: UUID, import_id: UUID) -> AttendeeImport:
    """The import with its counts, or AttendeeImportNotFound."""
    for found in tx.query(GET, tx.here(event_id=event_id, id=import_id), into=AttendeeImport.of):
        return found
    raise AttendeeImportNotFound


def lock_import(tx: Transaction, event_id: UUID, import_id: UUID) -> AttendeeImport:
    """The import FOR UPDATE, or AttendeeImportNotFound."""
    tx.query(LOCK, tx.here(event_id=event_id, id=import_id))
    return get_import(tx, event_id, import_id)


def insert_import(
    tx: Transaction,
    event_id: UUID,
    *,
    columns: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    mapping: ImportMapping,
    **values: Any,
) -> UUID:
    """Write a table with its rows, which nobody has looked through yet; its id."""
    import_id = new_id()
    where = tx.here(
        id=import_id,
        event_id=event_id,
        columns=as_json(list(columns)),
        mapping=_stored(mapping),
        created_by=str(tx.ctx.actor),
        **values,
    )
    tx.query(INSERT, where)
    written = (
        {"id": new_id(), "line": line, "cells": list(cells), "email": _email(cells, mapping)}
        for line, cells in rows
    )
    for each in _pieces(written):
        tx.query(INSERT_ROWS, tx.here(import_id=import_id, rows=as_json(each)))
    return import_id


def update_import(
    tx: Transaction,
    found: AttendeeImport,
    *,
    state: ImportState,
    mapping: ImportMapping | None = None,
    checked_at: datetime | None = None,
    job_id: UUID | None = None,
) -> None:
    values = {"state": state.value, "mapping": _stored(mapping or found.mapping)}
    tx.query(
        UPDATE,
        tx.here(id=found.id, checked_at=checked_at, job_id=job_id or found.job_id, **values),
    )


def reset_rows(tx: Transaction, import_id: UUID, *, email_column: int | None) -> None:
    """Forget what was found of the rows that did not come in yet."""
    tx.query(RESET_ROWS, tx.here(import_id=import_id, email_column=email_column))


def write_judged(tx: Transaction, judged: Sequence[JudgedRow]) -> None:
    """Keep what a look through the table found of its rows."""
    for each in _pieces(judged):
        tx.query(WRITE_ROWS, tx.here(rows=as_json([msgspec.to_builtins(row) for row in each])))


def list_rows(
    tx: Transaction, import_id: UUID, request: PageRequest, *, states: Collection[str] | None
) -> list[ImportRow]:
    """Rows in the order of the file; one more says that more follow."""
    after = place_in_numbers(request)
    return _rows(tx, import_id, after[0] if after else 0, limit=request.limit + 1, states=states)


def every_row(
    tx: Transaction, import_id: UUID, *, states: Collection[str] | None = None
) -> Iterator[ImportRow]:
    """All rows in the order of the file, read piece by piece."""
    line = 0
    while found := _rows(tx, import_id, line, limit=AT_ONCE, states=states):
        yield from found
        line = found[-1].line


def _rows(
    tx: Transaction, import_id: UUID, after: int, *, limit: int, states: Collection[str] | None
) -> list[ImportRow]:
    chosen = None if states is None else list(states)
    where = tx.here(import_id=import_id, states=chosen, after=after, limit=limit)
    return tx.query(ROWS, where, into=ImportRow.of)


def list_first_rows(tx: Transaction, import_id: UUID) -> list[UUID]:
    """The first row of each order that is ready."""
    return [row[0] for row in tx.query(FIRST_ROWS, tx.here(import_id=import_id))]


def lock_order_rows(tx: Transaction, import_id: UUID, row_id: UUID) -> list[ImportRow]:
    """The rows that become one order with a row and are still ready, FOR UPDATE."""
    return tx.query(LOCK_ORDER, tx.here(import_id=import_id, row_id=row_id), into=ImportRow.of)


def set_order(tx: Transaction, row_ids: Sequence[UUID], order_id: UUID) -> None:
    tx.query(SET_ORDER, tx.here(ids=list(row_ids), order_id=order_id))


def known_keys(
    tx: Transaction, event_id: UUID, keys: Collection[str] | None = None
) -> frozenset[str]:
    """Of these keys, or of all, those whose rows came in before."""
    if keys is None:
        return frozenset(row[0] for row in tx.query(ALL_KEYS, tx.here(event_id=event_id)))
    where = tx.here(event_id=event_id, keys=list(keys))
    return frozenset(row[0] for row in tx.query(KNOWN_KEYS, where))


def insert_keys(tx: Transaction, event_id: UUID, keys: Collection[str], *, order_id: UUID) -> bool:
    """Note that these rows came in; False when one of them did already."""
    ids = [new_id() for _ in keys]
    where = tx.here(event_id=event_id, ids=ids, keys=sorted(keys), order_id=order_id)
    return len(tx.query(INSERT_KEYS, where)) == len(keys)


def delete_keys(tx: Transaction, order_id: UUID) -> None:
    """Forget that an order's rows came in: they may again."""
    tx.query(FORGET_ORDER, tx.here(order_id=order_id))


def finish_import(tx: Transaction, job_id: UUID) -> tuple[UUID, UUID] | None:
    """(import, event) of a job that is over; None when it was none of ours."""
    return next(((row[0], row[1]) for row in tx.query(FINISH, tx.here(job_id=job_id))), None)


def delete_import(tx: Transaction, import_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=import_id))


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, import) whose cells have been kept long enough."""
    return [(row[0], row[1]) for row in tx.query(DUE, {"now": tx.now, "limit": limit})]


def empty_import(tx: Transaction, import_id: UUID) -> bool:
    """Delete the cells of a table; what became of each row stays."""
    if not tx.query(EMPTY, tx.here(id=import_id)):
        return False
    tx.query(EMPTY_ROWS, tx.here(id=import_id))
    return True


def _pieces(rows: Iterable[R]) -> Iterator[list[R]]:
    """So many of them as one statement writes."""
    left = iter(rows)
    while piece := list(islice(left, AT_ONCE)):
        yield piece


def _stored(mapping: ImportMapping) -> str:
    return as_json(msgspec.to_builtins(mapping))


def _email(cells: Sequence[str], mapping: ImportMapping) -> str:
    """The address of a row, by which it is found when a person is erased."""
    return "" if mapping.email is None else cells[mapping.email][:254]
