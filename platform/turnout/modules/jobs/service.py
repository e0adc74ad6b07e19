"""Use cases of jobs: started, worked off item by item, cancelled, looked at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, is_disconnect, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.jobs import policies, queries
from turnout.modules.jobs.errors import JobIsOver
from turnout.modules.jobs.facts import JobFinished, JobStarted
from turnout.modules.jobs.metrics import ITEMS
from turnout.modules.jobs.types import ItemState, Job, JobItem, JobState, Outcome, Process

log = structlog.get_logger(__name__)
JOB: Final = "jobs.run"
"""The task that works jobs off, and as whom it does."""
LEASE: Final = timedelta(seconds=60)
"""Taken anew with each stretch of items; a worker that was killed is followed after that."""
STRETCH_SECONDS: Final = 5.0
"""After that other work of the same process has its turn, such as mails."""
MOST_ITEMS: Final = 10_000
KEPT: Final = timedelta(days=90)
_kinds: dict[str, Process] = {}
_workers: dict[str, int] = {}


def register(kind: str, process: Process, *, workers: int = 1) -> None:
    """Say how the items of a kind of job are worked off; the module whose work it is calls it.

    `process` gets a transaction, the job and one thing. What it does and that it was done commit
    together, so a killed worker leaves each item either done or waiting. A refusal that it raises
    is noted with the item, and the next one goes on. So many `workers` may share a job, and its
    items are then not done in the order in which they were named.
    """
    _kinds[kind], _workers[kind] = process, workers


def start_job(
    tx: Transaction, kind: str, subject_ids: Sequence[UUID], *, parameters: dict[str, Any]
) -> Job:
    """Start a job on these things, each of them once; the caller has asked who may."""
    if kind not in _kinds:
        raise ValueError(f"unknown kind of job {kind}")
    job_id = queries.insert_job(tx, kind, subject_ids, parameters=parameters)
    tx.publish(JobStarted(job_id=job_id, kind=kind))
    for _ in range(_workers[kind]):
        tx.after_commit.append(lambda: enqueue(JOB))
    return queries.get_job(tx, job_id)


def list_jobs(
    ctx: OrganizationContext, request: PageRequest, *, state: str | None = None
) -> Page[Job]:
    """One's own jobs, or as a manager all of the organization's; the newest first."""
    policies.require_can_read(ctx)
    mine = None if policies.sees_all(ctx) else str(ctx.actor)
    with transaction(ctx) as tx:
        found = queries.list_jobs(tx, request, started_by=mine, state=state)
    return page(found, request, key=lambda each: (each.started_at.isoformat(), each.id))


def get_job(ctx: OrganizationContext, job_id: UUID) -> Job:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        job = queries.get_job(tx, job_id)
    policies.require_mine(ctx, job)
    return job


def list_items(
    ctx: OrganizationContext, job_id: UUID, request: PageRequest, *, state: str | None = None
) -> Page[JobItem]:
    """What came of each thing, in the order in which they were named."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        policies.require_mine(ctx, queries.get_job(tx, job_id))
        found = queries.list_items(tx, job_id, request, state=state)
    placed = page(found, request, key=lambda each: (each[0], each[1].id))
    return placed.map(lambda each: each[1])


def cancel_job(ctx: OrganizationContext, job_id: UUID) -> Job:
    """Do nothing further; what was done stays done. JobIsOver when nothing was left."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        job = queries.lock_job(tx, job_id)
        policies.require_mine(ctx, job)
        if not queries.finish_job(tx, job_id, state=JobState.CANCELLED):
            raise JobIsOver
        tx.publish(JobFinished(job_id=job_id, kind=job.kind, state=JobState.CANCELLED.value))
        return queries.get_job(tx, job_id)


def list_due(ctx: SystemContext, *, limit: int = 20) -> list[tuple[UUID, UUID]]:
    """(organization, job) with room for one more worker."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, workers=_workers, limit=limit)


def run_job(ctx: OrganizationContext, job_id: UUID) -> int:
    """Work off items for some seconds, or until none is left; how many.

    Items are claimed with SKIP LOCKED, and done in the transaction that says so: two workers
    share a job, and one that is killed takes nothing with it. The log ascribes each to whoever
    started the job.
    """
    leased_until = clock.now() + LEASE
    job = _take(ctx, job_id, leased_until)
    if job is None:
        return 0
    ctx = replace(ctx, on_behalf_of=job.started_by)
    until, done = clock.now() + timedelta(seconds=STRETCH_SECONDS), 0
    while clock.now() < until:
        if not _next_item(ctx, job):
            _finish(ctx, job_id, leased_until)
            return done
        done += 1
    with transaction(ctx) as tx:
        queries.release(tx, job_id, until=leased_until)
        tx.after_commit.append(lambda: enqueue(JOB))
    return done


def count_running(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.count_running(tx)


def forget_old(ctx: SystemContext) -> int:
    """Drop jobs that were over three months ago, with their reports."""
    with transaction(ctx) as tx:
        return queries.forget(tx, older_than=KEPT)


def _take(ctx: OrganizationContext, job_id: UUID, leased_until: datetime) -> Job | None:
    with transaction(ctx) as tx:
        if not queries.take(tx, job_id, until=leased_until, workers=_workers):
            return None
        return queries.get_job(tx, job_id)


def _next_item(ctx: OrganizationContext, job: Job) -> bool:
    """Work off one item; False when none waits. What fails is noted in a commit of its own.

    The job is read once for all its items, since its counts cost as much as it has items.
    """
    claimed: tuple[UUID, UUID] | None = None
    try:
        with transaction(ctx) as tx:
            claimed = queries.claim_item(tx, job.id)
            if claimed is None:
                return False
            outcome = _kinds[job.kind](tx, job, claimed[1])
            queries.finish_item(tx, claimed[0], outcome)
            tx.after_commit.append(lambda: ITEMS.add(outcome=outcome.state.value))
    except TurnoutError as refusal:
        _note_failure(ctx, claimed, code=refusal.code, detail=str(refusal))
    except Exception as error:
        if claimed is None or is_disconnect(error):
            raise
        log.exception("item of a job failed", job_id=str(job.id), subject_id=str(claimed[1]))
        _note_failure(ctx, claimed, code="internal", detail=TurnoutError.title)
    return True


def _note_failure(
    ctx: OrganizationContext, claimed: tuple[UUID, UUID] | None, *, code: str, detail: str
) -> None:
    if claimed is None:
        return
    with transaction(ctx) as tx:
        if queries.lock_item(tx, claimed[0]):
            outcome = Outcome(state=ItemState.FAILED, detail=detail)
            queries.finish_item(tx, claimed[0], outcome, code=code)
            tx.after_commit.append(lambda: ITEMS.add(outcome=ItemState.FAILED.value))


def _finish(ctx: OrganizationContext, job_id: UUID, leased_until: datetime) -> None:
    """End the job unless somebody else still works on an item of it, or it was cancelled."""
    with transaction(ctx) as tx:
        job = queries.lock_job(tx, job_id)
        if job.left or job.state != JobState.RUNNING:
            queries.release(tx, job_id, until=leased_until)
            return
        queries.finish_job(tx, job_id, state=JobState.DONE)
        tx.publish(JobFinished(job_id=job_id, kind=job.kind, state=JobState.DONE.value))
