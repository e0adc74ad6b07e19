"""Every statement of warehouse feeds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.catalog.sql_fragments import TICKET_TYPE_RECORDS
from turnout.modules.checkin.sql_fragments import ADMISSIONS
from turnout.modules.events.sql_fragments import EVENT_RECORDS
from turnout.modules.orders.sql_fragments import (
    ATTENDEE_RECORDS,
    ORDER_LINE_RECORDS,
    ORDER_RECORDS,
)
from turnout.modules.payments.sql_fragments import (
    LEDGER_LINE_RECORDS,
    PAYMENT_RECORDS,
    REFUND_RECORDS,
)
from turnout.modules.tickets.sql_fragments import TICKET_RECORDS
from turnout.modules.warehouse_feeds.errors import WarehouseFeedNotFound
from turnout.modules.warehouse_feeds.tables import ColumnType, FeedColumn
from turnout.modules.warehouse_feeds.types import (
    FeedFile,
    NewWarehouseFeed,
    RunTable,
    WarehouseFeed,
    WarehouseRun,
)

HERE: Final = "organization_id = %(organization_id)s"
FEEDS: Final = """
    SELECT f.id, f.name, f.connection_id, f.folder, f.tables, f.cadence, f.hour,
        f.has_personal_data, f.is_paused, f.created_at, f.version, c.next_at, c.last_completed_at,
        c.sequence, c.position, c.covered, r.failure
    FROM warehouse_feeds f
    JOIN warehouse_feed_cursors c ON c.organization_id = f.organization_id AND c.feed_id = f.id
    LEFT JOIN warehouse_feed_runs r
        ON r.organization_id = f.organization_id AND r.feed_id = f.id AND r.state = 'running'
    WHERE f.organization_id = %(organization_id)s
"""
LIST: Final = f"{FEEDS} ORDER BY f.created_at, f.id"
ONE: Final = f"{FEEDS} AND f.id = %(id)s"
LOCK: Final = f"{ONE} FOR UPDATE OF f, c"
CLAIM: Final = f"{ONE} AND NOT f.is_paused FOR UPDATE OF c SKIP LOCKED"
LOCK_ORGANIZATION: Final = """
    SELECT pg_advisory_xact_lock(
        hashtextextended(%(organization_id)s::text || 'warehouse-feeds', 0))
"""
HAS_FOLDER: Final = f"""
    SELECT 1 FROM warehouse_feeds WHERE {HERE} AND connection_id = %(connection_id)s
        AND folder = %(folder)s AND id IS DISTINCT FROM %(id)s
"""
INSERT: Final = """
    INSERT INTO warehouse_feeds (organization_id, id, name, connection_id, folder, tables, cadence,
        hour, has_personal_data, is_paused, created_at, version)
    VALUES (%(organization_id)s, %(id)s, %(name)s, %(connection_id)s, %(folder)s,
        %(tables)s::jsonb, %(cadence)s, %(hour)s, %(has_personal_data)s, false, %(now)s, 1)
"""
INSERT_CURSOR: Final = """
    INSERT INTO warehouse_feed_cursors (organization_id, id, feed_id, sequence, position, covered,
        next_at)
    VALUES (%(organization_id)s, %(cursor_id)s, %(id)s, 0, 0, '{}', %(now)s)
"""
UPDATE: Final = f"""
    UPDATE warehouse_feeds SET name = %(name)s, connection_id = %(connection_id)s,
        folder = %(folder)s, tables = %(tables)s::jsonb, cadence = %(cadence)s, hour = %(hour)s,
        has_personal_data = %(has_personal_data)s, is_paused = %(is_paused)s,
        version = version + 1
    WHERE {HERE} AND id = %(id)s
"""
MOVE: Final = f"""
    UPDATE warehouse_feed_cursors SET next_at = %(next_at)s, covered = %(covered)s::jsonb
    WHERE {HERE} AND feed_id = %(id)s
"""
DELETE: Final = f"DELETE FROM warehouse_feeds WHERE {HERE} AND id = %(id)s"
DUE: Final = """
    SELECT c.organization_id, c.feed_id FROM warehouse_feed_cursors c
    LEFT JOIN warehouse_feed_runs r
        ON r.organization_id = c.organization_id AND r.feed_id = c.feed_id AND r.state = 'running'
    WHERE c.next_at IS NOT NULL AND coalesce(r.due_at, c.next_at) <= %(now)s
    ORDER BY coalesce(r.due_at, c.next_at) LIMIT %(limit)s
"""
RUN: Final = """
    id, feed_id, sequence, state, tables, has_personal_data, started_at, ended_at, row_count,
    file_count, size_bytes, manifest, attempts, failure, due_at, failures, from_position,
    until_position
"""
RUNS: Final = f"SELECT {RUN} FROM warehouse_feed_runs WHERE {HERE} AND feed_id = %(feed_id)s"
LIST_RUNS: Final = f"""
    {RUNS} AND (%(before)s::bigint IS NULL OR sequence < %(before)s)
    ORDER BY sequence DESC LIMIT %(limit)s
"""
RUNNING: Final = f"{RUNS} AND state = 'running' FOR UPDATE"
BEGIN_RUN: Final = f"""
    INSERT INTO warehouse_feed_runs (organization_id, id, feed_id, sequence, state, tables,
        has_personal_data, from_position, until_position, started_at, due_at, attempts, failures,
        row_count, file_count, size_bytes)
    VALUES (%(organization_id)s, %(id)s, %(feed_id)s, %(sequence)s, 'running', %(tables)s::jsonb,
        %(has_personal_data)s, %(from_position)s, %(until_position)s, %(now)s, %(due_at)s, 1, 0,
        0, 0, 0)
    RETURNING {RUN}
"""
COUNT_ON: Final = f"""
    UPDATE warehouse_feed_cursors SET sequence = %(sequence)s, next_at = %(next_at)s
    WHERE {HERE} AND feed_id = %(feed_id)s
"""
FORGET: Final = f"""
    DELETE FROM warehouse_feed_runs
    WHERE {HERE} AND feed_id = %(feed_id)s AND ended_at < %(before)s
"""
ATTEMPT: Final = f"""
    UPDATE warehouse_feed_runs SET due_at = %(due_at)s, attempts = attempts + 1
    WHERE {HERE} AND id = %(id)s RETURNING {RUN}
"""
LOCK_ATTEMPT: Final = f"""
    SELECT 1 FROM warehouse_feed_runs
    WHERE {HERE} AND id = %(id)s AND state = 'running' AND attempts = %(attempts)s FOR UPDATE
"""
DUE_AGAIN: Final = f"""
    UPDATE warehouse_feed_runs SET due_at = %(due_at)s, failure = %(failure)s,
        failures = CASE WHEN %(failure)s::text IS NULL THEN 0 ELSE failures + 1 END
    WHERE {HERE} AND id = %(id)s
"""
END: Final = f"""
    UPDATE warehouse_feed_runs SET state = %(state)s, ended_at = %(now)s, due_at = NULL,
        failure = NULL, manifest = %(manifest)s
    WHERE {HERE} AND id = %(id)s
"""
COVER: Final = f"""
    UPDATE warehouse_feed_cursors SET position = %(position)s, covered = %(covered)s::jsonb,
        last_completed_at = %(now)s
    WHERE {HERE} AND feed_id = %(feed_id)s
"""
FILES: Final = f"""
    SELECT table_name, part, name, row_count, size_bytes, sha256, after, is_last
    FROM warehouse_feed_files WHERE {HERE} AND run_id = %(run_id)s ORDER BY name
"""
ADD_FILE: Final = """
    INSERT INTO warehouse_feed_files (organization_id, id, run_id, table_name, part, name,
        row_count, size_bytes, sha256, after, is_last)
    VALUES (%(organization_id)s, %(id)s, %(run_id)s, %(table_name)s, %(part)s, %(name)s,
        %(row_count)s, %(size_bytes)s, %(sha256)s, %(after)s, %(is_last)s)
"""
COUNT_FILE: Final = f"""
    UPDATE warehouse_feed_runs SET row_count = row_count + %(row_count)s,
        file_count = file_count + 1, size_bytes = size_bytes + %(size_bytes)s,
        due_at = %(due_at)s, failure = NULL, failures = 0
    WHERE {HERE} AND id = %(run_id)s
"""
RECORDS: Final[Mapping[str, str]] = {
    "events": EVENT_RECORDS,
    "ticket_types": TICKET_TYPE_RECORDS,
    "orders": ORDER_RECORDS,
    "order_lines": ORDER_LINE_RECORDS,
    "attendees": ATTENDEE_RECORDS,
    "tickets": TICKET_RECORDS,
    "payments": PAYMENT_RECORDS,
    "refunds": REFUND_RECORDS,
    "ledger_lines": LEDGER_LINE_RECORDS,
    "checkins": ADMISSIONS,
}
AS: Final[Mapping[ColumnType, str]] = {
    ColumnType.TEXT: "text",
    ColumnType.NUMBER: "bigint",
    ColumnType.MOMENT: "timestamptz",
    ColumnType.YES_OR_NO: "boolean",
}
"""The types of columns as the database calls them."""


def lock_organization(tx: Transaction) -> None:
    """Let one at a time add feeds, or move one."""
    tx.query(LOCK_ORGANIZATION, tx.here())


def list_feeds(tx: Transaction) -> list[WarehouseFeed]:
    """The oldest first."""
    return tx.query(LIST, tx.here(), into=WarehouseFeed)


def get_feed(tx: Transaction, feed_id: UUID, *, for_update: bool = False) -> WarehouseFeed:
    """The feed, or WarehouseFeedNotFound."""
    statement = LOCK if for_update else ONE
    for found in tx.query(statement, tx.here(id=feed_id), into=WarehouseFeed):
        return found
    raise WarehouseFeedNotFound


def lock_feed(tx: Transaction, feed_id: UUID) -> bool:
    """Hold a feed until the commit; False where it is gone."""
    return bool(tx.query(LOCK, tx.here(id=feed_id)))


def claim_feed(tx: Transaction, feed_id: UUID) -> WarehouseFeed | None:
    """FOR UPDATE; None where it is gone or paused, or another worker has it."""
    return next(iter(tx.query(CLAIM, tx.here(id=feed_id), into=WarehouseFeed)), None)


def is_folder_taken(
    tx: Transaction, *, connection_id: UUID, folder: str, but: UUID | None = None
) -> bool:
    """Whether another feed has the folder of a store."""
    return bool(tx.query(HAS_FOLDER, tx.here(connection_id=connection_id, folder=folder, id=but)))


def insert_feed(tx: Transaction, new: NewWarehouseFeed) -> WarehouseFeed:
    """Write a feed whose first run is due now."""
    said = tx.here(
        id=new_id(),
        cursor_id=new_id(),
        name=new.name,
        connection_id=new.connection_id,
        folder=new.folder,
        tables=as_json(new.tables),
        cadence=new.cadence.value,
        hour=new.hour,
        has_personal_data=new.has_personal_data,
    )
    tx.query(INSERT, said)
    tx.query(INSERT_CURSOR, said)
    return get_feed(tx, said["id"])


def update_feed(tx: Transaction, feed: WarehouseFeed) -> WarehouseFeed:
    """Write what a feed is now, when its next run is due, and what of it lies there whole."""
    said = tx.here(
        id=feed.id,
        name=feed.name,
        connection_id=feed.connection_id,
        folder=feed.folder,
        tables=as_json(feed.tables),
        cadence=feed.cadence,
        hour=feed.hour,
        has_personal_data=feed.has_personal_data,
        is_paused=feed.is_paused,
    )
    tx.query(UPDATE, said)
    move_feed(tx, feed)
    return get_feed(tx, feed.id)


def move_feed(tx: Transaction, feed: WarehouseFeed) -> None:
    """Write when its next run is due, and what of it lies there whole."""
    said = {"next_at": feed.next_at, "covered": as_json(feed.covered)}
    tx.query(MOVE, tx.here(id=feed.id, **said))


def delete_feed(tx: Transaction, feed_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=feed_id))


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, feed) with a run to begin or to go on with; asked by the job."""
    return tx.query(DUE, {"now": tx.now, "limit": limit})


def list_runs(tx: Transaction, feed_id: UUID, request: PageRequest) -> list[WarehouseRun]:
    """The latest first; one row more says that a page follows."""
    before = int(request.after[0]) if request.after and request.after[0].isdecimal() else None
    where = tx.here(feed_id=feed_id, before=before, limit=request.limit + 1)
    return tx.query(LIST_RUNS, where, into=WarehouseRun.of)


def lock_running(tx: Transaction, feed_id: UUID) -> WarehouseRun | None:
    """The run of a feed that is not over, FOR UPDATE."""
    where = tx.here(feed_id=feed_id)
    return next(iter(tx.query(RUNNING, where, into=WarehouseRun.of)), None)


def begin_run(
    tx: Transaction,
    feed: WarehouseFeed,
    tables: Sequence[RunTable],
    *,
    until_position: int,
    due_at: datetime,
    next_at: datetime,
) -> WarehouseRun:
    """Write a run of a feed that a worker has until `due_at`, and when the one after it is due."""
    said = tx.here(
        id=new_id(),
        feed_id=feed.id,
        sequence=feed.sequence + 1,
        tables=as_json(list(tables)),
        has_personal_data=feed.has_personal_data,
        from_position=feed.position,
        until_position=until_position,
        due_at=due_at,
        next_at=next_at,
    )
    [run] = tx.query(BEGIN_RUN, said, into=WarehouseRun.of)
    tx.query(COUNT_ON, said)
    return run


def forget_runs(tx: Transaction, feed_id: UUID, *, before: datetime) -> None:
    """Delete the records of runs that were over by then."""
    tx.query(FORGET, tx.here(feed_id=feed_id, before=before))


def begin_attempt(tx: Transaction, run_id: UUID, *, until: datetime) -> WarehouseRun:
    """A worker goes on with a run; until then no other does."""
    [run] = tx.query(ATTEMPT, tx.here(id=run_id, due_at=until), into=WarehouseRun.of)
    return run


def lock_attempt(tx: Transaction, run: WarehouseRun) -> bool:
    """Whether the run is still this worker's, which it stays until the commit."""
    return bool(tx.query(LOCK_ATTEMPT, tx.here(id=run.id, attempts=run.attempts)))


def be_due(tx: Transaction, run_id: UUID, *, due_at: datetime, failure: str | None = None) -> None:
    """Go on with a run then; `failure` says what keeps it."""
    tx.query(DUE_AGAIN, tx.here(id=run_id, due_at=due_at, failure=failure))


def end_run(tx: Transaction, run_id: UUID, *, state: str, manifest: str | None = None) -> None:
    tx.query(END, tx.here(id=run_id, state=state, manifest=manifest))


def cover(tx: Transaction, run: WarehouseRun, covered: Mapping[str, int]) -> None:
    """From a complete run on, its feed needs only what changed after it."""
    said = {"position": run.until_position, "covered": as_json(dict(covered))}
    tx.query(COVER, tx.here(feed_id=run.feed_id, **said))


def list_files(tx: Transaction, run_id: UUID) -> list[FeedFile]:
    """What of a run lies in the store, by name."""
    return tx.query(FILES, tx.here(run_id=run_id), into=FeedFile)


def add_file(tx: Transaction, run_id: UUID, file: FeedFile, *, until: datetime) -> None:
    """Note that a file lies in the store; the worker has the run until then."""
    said = tx.here(
        id=new_id(),
        run_id=run_id,
        table_name=file.table_name,
        part=file.part,
        name=file.name,
        row_count=file.row_count,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        after=file.after,
        is_last=file.is_last,
        due_at=until,
    )
    tx.query(ADD_FILE, said)
    tx.query(COUNT_FILE, said)


def list_rows(
    tx: Transaction,
    table: str,
    columns: Sequence[FeedColumn],
    *,
    after: UUID,
    limit: int,
) -> list[tuple[Any, ...]]:
    """Rows of a table by their ids, from behind one of them on."""
    statement = f"""
        {_select(table, columns)} AND f.id > %(after)s::uuid
        ORDER BY f.id LIMIT %(limit)s
    """
    return tx.query(statement, tx.here(after=after, limit=limit))


def find_rows(
    tx: Transaction, table: str, columns: Sequence[FeedColumn], ids: Sequence[UUID]
) -> list[tuple[Any, ...]]:
    """These rows of a table, those that are there."""
    return tx.query(f"{_select(table, columns)} AND f.id = ANY(%(ids)s)", tx.here(ids=list(ids)))


def _select(table: str, columns: Sequence[FeedColumn]) -> str:
    said = ", ".join(f"f.{each.name}::{AS[each.type]}" for each in columns)
    return f"SELECT {said} FROM {RECORDS[table]} f WHERE f.organization_id = %(organization_id)s"
