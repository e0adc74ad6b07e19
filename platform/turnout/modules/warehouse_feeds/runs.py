"""Runs of warehouse feeds: begun when they are due, written file after file, ended by a manifest.

A file is noted once the store has it, with where the next one begins: after a killed worker the
run goes on there, and a file that was put but not noted is put again under its name. Pages are
read in transactions of their own; nobody's network is waited for in one.
"""

import time
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.messaging.delivery_queue import growing_delay
from turnout.kernel.security import permissions
from turnout.modules.audit import api as audit
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import NotStored
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import record_export
from turnout.modules.warehouse_feeds import queries, rules
from turnout.modules.warehouse_feeds.facts import WarehouseRunCompleted, WarehouseRunHeldUp
from turnout.modules.warehouse_feeds.metrics import ROWS, RUNS
from turnout.modules.warehouse_feeds.parquet_files import MEDIA_TYPE, ParquetFile, columns_of
from turnout.modules.warehouse_feeds.tables import TABLES
from turnout.modules.warehouse_feeds.types import (
    FeedFile,
    FeedPage,
    RunState,
    RunTable,
    WarehouseFeed,
    WarehouseRun,
)

MOST_AT_ONCE: Final = 50
ROWS_OF_A_PAGE: Final = 5_000
ROWS_OF_A_FILE: Final = 100_000
STRETCH_SECONDS: Final = 120
"""So long a worker writes files of one run before others have their turn."""
BEFORE_ALL: Final = UUID(int=0)


class _TakenOver(Exception):
    """The run is not this worker's any more: its lease is over, or its feed was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a worker has in hand."""

    ctx: OrganizationContext
    feed: WarehouseFeed
    run: WarehouseRun
    store: connections.Opened


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List (organization, feed) with a run to begin or to go on with."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=MOST_AT_ONCE)


def carry_on(ctx: OrganizationContext, feed_id: UUID) -> None:
    """Begin the run that is due, or go on with the one under way, for a while.

    Nothing happens where the feed is paused, or another worker has it.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        claimed = _claim(tx, feed_id)
    if claimed is None:
        return
    feed, run = claimed
    failed: NotStored | None = None
    try:
        store = connections.open_store(ctx, feed.connection_id)
        _write(_Work(ctx=ctx, feed=feed, run=run, store=store))
    except NotStored as error:
        failed = error
    except _TakenOver:
        return
    connections.note_delivery(ctx, feed.connection_id, failed)
    if failed is not None:
        _postpone(ctx, run, failed)


def _claim(tx: Transaction, feed_id: UUID) -> tuple[WarehouseFeed, WarehouseRun] | None:
    """The feed and its run, for this worker alone until the lease is over."""
    feed = queries.claim_feed(tx, feed_id)
    if feed is None or feed.next_at is None:
        return None
    until = tx.now + rules.LEASE
    run = queries.lock_running(tx, feed_id)
    if run is not None and not rules.is_current(run):
        cancel_run(tx, run)
        run = None
    elif run is not None:
        is_due = run.due_at is not None and run.due_at <= tx.now
        return (feed, queries.begin_attempt(tx, run.id, until=until)) if is_due else None
    if feed.next_at > tx.now:
        return None
    zone = organizations.get_organization(tx).time_zone
    queries.forget_runs(tx, feed_id, before=tx.now - rules.ON_RECORD)
    run = queries.begin_run(
        tx,
        feed,
        rules.tables_of(feed),
        until_position=audit.last_position(tx, organization_id=tx.organization_id),
        due_at=until,
        next_at=rules.next_at(feed, after=tx.now, time_zone=zone),
    )
    tx.after_commit.append(lambda: RUNS.add(outcome="started"))
    return feed, run


def cancel_run(tx: Transaction, run: WarehouseRun) -> None:
    """End a run without a manifest; what it has put into the store is no part of the feed."""
    queries.end_run(tx, run.id, state=RunState.CANCELLED.value)
    tx.after_commit.append(lambda: RUNS.add(outcome="cancelled"))


def _write(work: _Work) -> None:
    """Put files into the store until the run is whole, or the time is up; NotStored."""
    ends_at = time.monotonic() + STRETCH_SECONDS
    with transaction(work.ctx) as tx:
        files = queries.list_files(tx, work.run.id)
    for table in work.run.tables:
        mine = [each for each in files if each.table_name == table.name]
        last = max(mine, key=lambda each: each.part, default=None)
        while last is None or not last.is_last:
            if time.monotonic() >= ends_at:
                _hand_over(work)
                return
            last = _put_next(work, table, last)
            if last is None:
                break
    _complete(work)


def _put_next(work: _Work, table: RunTable, last: FeedFile | None) -> FeedFile | None:
    """Put the next file of a table into the store and note it; None where no row is left."""
    part = last.part + 1 if last else 1
    after = last.after if last else _beginning(work.run, table)
    name = rules.file_name(work.feed, work.run, table, part)
    with TemporaryFile() as content:
        file = ParquetFile(content, work.run, table, organization_id=work.ctx.organization_id)
        is_last = False
        while file.row_count < ROWS_OF_A_FILE and not is_last:
            page = _read(work, table, after)
            file.add(page)
            after, is_last = page.after, page.is_last
        digest = file.close()
        if file.row_count == 0:
            return None
        size = connections.put_file(work.store, name, content, media_type=MEDIA_TYPE)
    put = FeedFile(
        table_name=table.name,
        part=part,
        name=name,
        row_count=file.row_count,
        size_bytes=size,
        sha256=digest,
        after=after,
        is_last=is_last,
    )
    with transaction(work.ctx) as tx:
        _require_mine(tx, work.run)
        queries.add_file(tx, work.run.id, put, until=tx.now + rules.LEASE)
        tx.after_commit.append(lambda: ROWS.add(put.row_count))
    return put


def _beginning(run: WarehouseRun, table: RunTable) -> str:
    return str(BEFORE_ALL) if table.is_full else str(run.from_position)


def _read(work: _Work, table: RunTable, after: str) -> FeedPage:
    """The next page of a table: all of its rows by id, or those that changed by their change."""
    with transaction(work.ctx) as tx:
        if table.is_full:
            return _read_all(tx, work.run, table, after)
        return _read_changes(tx, work.run, table, after)


def _read_all(tx: Transaction, run: WarehouseRun, table: RunTable, after: str) -> FeedPage:
    columns = columns_of(run, table)
    rows = queries.list_rows(tx, table.name, columns, after=UUID(after), limit=ROWS_OF_A_PAGE)
    behind = rows[-1][0] if rows else after
    return FeedPage(rows=rows, deleted=[], after=behind, is_last=len(rows) < ROWS_OF_A_PAGE)


def _read_changes(tx: Transaction, run: WarehouseRun, table: RunTable, after: str) -> FeedPage:
    """Each row as it is now: a change since then comes once more with the next run."""
    found = audit.list_changed_rows(
        tx,
        TABLES[table.name].source,
        after=int(after),
        until=run.until_position,
        limit=ROWS_OF_A_PAGE,
    )
    ids = [row_id for _, row_id in found]
    rows = queries.find_rows(tx, table.name, columns_of(run, table), ids)
    there = {row[0] for row in rows}
    gone = [str(each) for each in ids if str(each) not in there]
    behind = str(found[-1][0]) if found else after
    return FeedPage(rows=rows, deleted=gone, after=behind, is_last=len(found) < ROWS_OF_A_PAGE)


def _complete(work: _Work) -> None:
    """Put the manifest, last of all: from then on the run is there for readers."""
    feed, run = work.feed, work.run
    with transaction(work.ctx) as tx:
        _require_mine(tx, run)
        files = queries.list_files(tx, run.id)
    name = rules.manifest_name(feed, run)
    said = rules.manifest_of(feed, run, files, organization_id=work.ctx.organization_id)
    connections.put_file(work.store, name, BytesIO(said), media_type="application/json")
    with transaction(work.ctx) as tx:
        # The feed before the run, as whoever changes it: else each would wait for the other.
        if not queries.lock_feed(tx, feed.id):
            raise _TakenOver
        _require_mine(tx, run)
        queries.end_run(tx, run.id, state=RunState.COMPLETE.value, manifest=name)
        queries.cover(tx, run, {each.name: each.schema_version for each in run.tables})
        row_count = sum(each.row_count for each in files)
        if row_count:
            record_export(tx, "warehouse", user_id=None, feed_id=str(feed.id))
        tx.publish(
            WarehouseRunCompleted(
                warehouse_feed_id=feed.id,
                warehouse_run_id=run.id,
                sequence=run.sequence,
                row_count=row_count,
                manifest=name,
            )
        )
        tx.after_commit.append(lambda: RUNS.add(outcome="complete"))


def _hand_over(work: _Work) -> None:
    """Let whoever looks next go on with the run."""
    with transaction(work.ctx) as tx:
        _require_mine(tx, work.run)
        queries.be_due(tx, work.run.id, due_at=tx.now)


def _postpone(ctx: OrganizationContext, run: WarehouseRun, failed: NotStored) -> None:
    """Go on later with a run whose file a store did not take, and say once that it is held up."""
    with transaction(ctx) as tx:
        if not queries.lock_attempt(tx, run):
            return
        present = queries.lock_running(tx, run.feed_id)
        failures = 1 + (present.failures if present else 0)
        delay = growing_delay(failures, first=rules.FIRST_DELAY, longest=rules.LONGEST_DELAY)
        queries.be_due(tx, run.id, due_at=tx.now + delay, failure=failed.failure.value)
        if rules.is_told(failed.failure, failures=failures):
            tx.publish(
                WarehouseRunHeldUp(
                    warehouse_feed_id=run.feed_id,
                    warehouse_run_id=run.id,
                    failure=failed.failure.value,
                )
            )
        tx.after_commit.append(lambda: RUNS.add(outcome="postponed"))


def _require_mine(tx: Transaction, run: WarehouseRun) -> None:
    if not queries.lock_attempt(tx, run):
        raise _TakenOver
