"""File jobs: scheduled by a row, run by a worker outside of transactions, retried; virus scan."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.observability.metrics import Counter
from turnout.kernel.outbound.internal_services import ScannerUnavailable, scan
from turnout.kernel.security import permissions
from turnout.modules.files import queries, rules, stores
from turnout.modules.files.facts import FileInfected
from turnout.modules.files.images import UnreadableImage
from turnout.modules.files.metrics import REMOVED, SCANNED, VARIANTS
from turnout.modules.files.models import FileJobRow, JobKind, ScanState
from turnout.modules.files.types import FileJob

TASK: Final = "files.run_job"
LIMIT: Final = 200
"""How many jobs one sweep hands out."""
Handlers = Mapping[str, Callable[[OrganizationContext, UUID], None]]
"""What a job of a kind does to its file; the removal of contents needs no handler."""
_COUNTERS: Final[dict[str, Counter]] = {
    JobKind.REMOVE: REMOVED,
    JobKind.VARIANTS: VARIANTS,
    JobKind.SCAN: SCANNED,
}


def schedule_job(
    tx: Transaction,
    kind: JobKind,
    *,
    file_id: UUID | None = None,
    store: str | None = None,
    storage_key: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Write a job that a worker runs after this commit, or at `due_at`."""
    row = FileJobRow(
        kind=kind,
        file_id=file_id,
        store=store,
        storage_key=storage_key,
        due_at=due_at or tx.now,
        attempts=0,
        created_at=tx.now,
    )
    tx.add(row)
    if due_at is None:
        tx.after_commit.append(partial(enqueue, TASK, str(tx.organization_id), str(row.id)))


def run_job(ctx: OrganizationContext, job_id: UUID, *, handlers: Handlers) -> None:
    """Run a job if it is due; a failure is tried again later, a few times."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        job = queries.claim_job(tx, job_id, pause=timedelta(seconds=rules.CLAIM_SECONDS))
    if job is None:
        return
    try:
        _run(ctx, job, handlers)
    except (TurnoutError, ScannerUnavailable, UnreadableImage, OSError) as failure:
        _put_off(ctx, job, f"{type(failure).__name__}: {failure}"[:300])
        return
    with transaction(ctx) as tx:
        queries.delete_job(tx, job.id)


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List the due jobs that a worker should be told of, as (organization, job)."""
    with transaction(ctx) as tx:
        return queries.list_due_jobs(tx, limit=LIMIT)


def count_due(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.count_due_jobs(tx)


def _run(ctx: OrganizationContext, job: FileJob, handlers: Handlers) -> None:
    if job.kind == JobKind.REMOVE:
        stores.named(job.store or stores.FOLDER).delete(job.storage_key or "")
        REMOVED.add(outcome="removed")
    elif job.file_id is not None:
        handlers[job.kind](ctx, job.file_id)


def _put_off(ctx: OrganizationContext, job: FileJob, problem: str) -> None:
    with transaction(ctx) as tx:
        if job.attempts >= rules.MOST_ATTEMPTS:
            queries.give_up_job(tx, job.id, problem=problem)
        else:
            pause = rules.pause(job.attempts)
            queries.postpone_job(tx, job.id, pause=pause, problem=problem)
    _COUNTERS[job.kind].add(outcome="failed")


def scan_file(ctx: OrganizationContext, file_id: UUID) -> None:
    """Ask the scanner and write down what it says; an infected content is removed.

    ScannerUnavailable while the scanner does not answer: until then nobody gets the file. When the
    operator took the scanner away, what still waits for it is let go.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.find_file(tx, file_id)
        if row is None or row.scan != ScanState.PENDING:
            return
        store, key = row.store, row.storage_key
    url = runtime.current().settings.scanner_url
    found = scan(url, stores.named(store).get(key)) if url else None
    with transaction(ctx) as tx:
        row = queries.lock_file(tx, file_id)
        if row is None or row.scan != ScanState.PENDING:
            return
        row.version += 1
        if found is None:
            row.scan = ScanState.CLEAN if url else ScanState.NONE
        else:
            row.scan = ScanState.INFECTED
            schedule_job(tx, JobKind.REMOVE, store=store, storage_key=key)
            tx.publish(FileInfected(file_id=file_id))
    SCANNED.add(outcome="clean" if found is None else "infected")
