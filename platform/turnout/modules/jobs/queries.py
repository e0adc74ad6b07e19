"""Every statement of jobs."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_numbers, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.jobs.errors import JobNotFound
from turnout.modules.jobs.types import Job, JobItem, Outcome

JOBS: Final = """
    SELECT j.id, j.kind, j.state, j.started_by, j.started_at, j.finished_at, j.parameters,
        (j.parameters ->> 'event_id')::uuid AS event_id,
        (j.parameters ->> 'about_id')::uuid AS about_id,
        counts.total, counts.done, counts.skipped, counts.failed
    FROM jobs j CROSS JOIN LATERAL (
        SELECT count(*) AS total, count(*) FILTER (WHERE i.state = 'done') AS done,
            count(*) FILTER (WHERE i.state = 'skipped') AS skipped,
            count(*) FILTER (WHERE i.state = 'failed') AS failed
        FROM job_items i WHERE i.organization_id = j.organization_id AND i.job_id = j.id) AS counts
    WHERE j.organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {JOBS} AND (%(started_by)s::text IS NULL OR j.started_by = %(started_by)s)
        AND (%(state)s::text IS NULL OR j.state = %(state)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (j.started_at, j.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY j.started_at DESC, j.id DESC LIMIT %(limit)s
"""
GET: Final = f"{JOBS} AND j.id = %(id)s"
LOCK: Final = """
    SELECT id FROM jobs WHERE organization_id = %(organization_id)s AND id = %(id)s FOR UPDATE
"""
INSERT: Final = """
    INSERT INTO jobs (organization_id, id, kind, state, parameters, started_by, started_at)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, 'running', %(parameters)s::jsonb,
        %(started_by)s, %(now)s)
"""
INSERT_ITEMS: Final = """
    INSERT INTO job_items (organization_id, id, job_id, position, subject_id, state)
    SELECT %(organization_id)s, s.id, %(job_id)s, s.position, s.subject_id, 'waiting'
    FROM unnest(%(ids)s::uuid[], %(subject_ids)s::uuid[])
        WITH ORDINALITY AS s (id, subject_id, position)
    ON CONFLICT (organization_id, job_id, subject_id) DO NOTHING
"""
FINISH: Final = """
    UPDATE jobs SET state = %(state)s, finished_at = %(now)s, leases = '{}'
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'running'
    RETURNING kind
"""
HAS_ROOM: Final = """(cardinality(leases) < coalesce((%(workers)s::jsonb -> kind)::bigint, 1)
        OR leases[1] < %(now)s)"""
"""Leases stand in the order in which they end; one that has ended makes room for another."""
DUE: Final = f"""
    SELECT organization_id, id FROM jobs WHERE state = 'running' AND {HAS_ROOM}
    ORDER BY cardinality(leases), started_at LIMIT %(limit)s
"""
COUNT_DUE: Final = "SELECT count(*) FROM jobs WHERE state = 'running'"
TAKE: Final = f"""
    UPDATE jobs SET leases = array_append(
        CASE WHEN leases[1] < %(now)s THEN leases[2:] ELSE leases END, %(until)s)
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'running'
        AND {HAS_ROOM}
    RETURNING id
"""
RELEASE: Final = """
    UPDATE jobs SET leases = array_remove(leases, %(until)s)
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
CLAIM_ITEM: Final = """
    SELECT i.id, i.subject_id FROM job_items i
    JOIN jobs j ON j.organization_id = i.organization_id AND j.id = i.job_id
    WHERE i.organization_id = %(organization_id)s AND i.job_id = %(job_id)s
        AND i.state = 'waiting' AND j.state = 'running'
    ORDER BY i.position LIMIT 1 FOR UPDATE OF i SKIP LOCKED
"""
LOCK_ITEM: Final = """
    SELECT id FROM job_items WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND state = 'waiting' FOR UPDATE SKIP LOCKED
"""
FINISH_ITEM: Final = """
    UPDATE job_items SET state = %(state)s, code = %(code)s, detail = %(detail)s,
        finished_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
ITEMS: Final = """
    SELECT position, id, subject_id, state, code, detail, finished_at FROM job_items
    WHERE organization_id = %(organization_id)s AND job_id = %(job_id)s
        AND (%(state)s::text IS NULL OR state = %(state)s) AND position > %(after)s
    ORDER BY position LIMIT %(limit)s
"""
FORGET: Final = """
    DELETE FROM jobs WHERE state <> 'running' AND finished_at < %(before)s RETURNING id
"""


def list_jobs(
    tx: Transaction, request: PageRequest, *, started_by: str | None, state: str | None
) -> list[Job]:
    """The newest first; one row more than asked for says that a next page exists."""
    after = place_in_time(request)
    where = tx.here(
        started_by=started_by,
        state=state,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=Job)


def find_job(tx: Transaction, job_id: UUID) -> Job | None:
    """The job with its counts; None once it is forgotten."""
    return next(iter(tx.query(GET, tx.here(id=job_id), into=Job)), None)


def get_job(tx: Transaction, job_id: UUID) -> Job:
    """The job with its counts, or JobNotFound."""
    found = find_job(tx, job_id)
    if found is None:
        raise JobNotFound
    return found


def lock_job(tx: Transaction, job_id: UUID) -> Job:
    """The job FOR UPDATE, or JobNotFound."""
    tx.query(LOCK, tx.here(id=job_id))
    return get_job(tx, job_id)


def insert_job(
    tx: Transaction, kind: str, subject_ids: Sequence[UUID], *, parameters: dict[str, Any]
) -> UUID:
    """Write a job with its items, each thing once."""
    job_id = new_id()
    started_by = str(tx.ctx.actor)
    tx.query(
        INSERT,
        tx.here(id=job_id, kind=kind, parameters=as_json(parameters), started_by=started_by),
    )
    subjects = list(dict.fromkeys(subject_ids))
    ids = [new_id() for _ in subjects]
    tx.query(INSERT_ITEMS, tx.here(job_id=job_id, ids=ids, subject_ids=subjects))
    return job_id


def finish_job(tx: Transaction, job_id: UUID, *, state: str) -> bool:
    """End a running job; False when it was over already."""
    return bool(tx.query(FINISH, tx.here(id=job_id, state=state)))


def list_due(tx: Transaction, *, workers: Mapping[str, int], limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, job) with room for one more worker: those with fewest, the oldest first."""
    return tx.query(DUE, {"now": tx.now, "limit": limit, "workers": as_json(workers)})


def count_running(tx: Transaction) -> int:
    return int(tx.query(COUNT_DUE)[0][0])


def take(tx: Transaction, job_id: UUID, *, until: datetime, workers: Mapping[str, int]) -> bool:
    """Lease a job; False when it is over or as many as may share it have it."""
    return bool(tx.query(TAKE, tx.here(id=job_id, until=until, workers=as_json(workers))))


def release(tx: Transaction, job_id: UUID, *, until: datetime) -> None:
    """Give back the lease that ends then."""
    tx.query(RELEASE, tx.here(id=job_id, until=until))


def claim_item(tx: Transaction, job_id: UUID) -> tuple[UUID, UUID] | None:
    """The next waiting item and its subject, locked; None when none is left for us."""
    return next(iter(tx.query(CLAIM_ITEM, tx.here(job_id=job_id))), None)


def lock_item(tx: Transaction, item_id: UUID) -> bool:
    """Whether an item still waits and is ours now."""
    return bool(tx.query(LOCK_ITEM, tx.here(id=item_id)))


def finish_item(tx: Transaction, item_id: UUID, outcome: Outcome, *, code: str = "") -> None:
    values = {"state": outcome.state.value, "detail": outcome.detail, "code": code}
    tx.query(FINISH_ITEM, tx.here(id=item_id, **values))


def list_items(
    tx: Transaction, job_id: UUID, request: PageRequest, *, state: str | None
) -> list[tuple[int, JobItem]]:
    """Items with their places, in the order of the job; one more says that more follow."""
    after = place_in_numbers(request)
    where = tx.here(
        job_id=job_id, state=state, after=after[0] if after else 0, limit=request.limit + 1
    )
    return tx.query(ITEMS, where, into=_placed)


def forget(tx: Transaction, *, older_than: timedelta) -> int:
    """Delete jobs that were over before then, with their items; how many."""
    return len(tx.query(FORGET, {"before": tx.now - older_than}))


def _placed(*, position: int, **columns: Any) -> tuple[int, JobItem]:
    return position, JobItem(**columns)
