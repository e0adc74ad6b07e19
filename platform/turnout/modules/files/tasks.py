"""File jobs, and the sweep that finds due jobs and uploads that were never completed."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, for_each_due, task
from turnout.modules.files.models import JobKind
from turnout.modules.files.service import jobs, pictures, uploads
from turnout.modules.files.service.jobs import TASK

SWEEP: Final = "files.sweep"
HANDLERS: Final[jobs.Handlers] = {
    JobKind.VARIANTS: pictures.generate_variants,
    JobKind.SCAN: jobs.scan_file,
}


@task(queue="exports")
def run_job(organization_id: str, job_id: str) -> None:
    """Run one job: scan a file, generate an image's variants, or remove a content."""
    ctx = system_in(UUID(organization_id), TASK)
    jobs.run_job(ctx, UUID(job_id), handlers=HANDLERS)


@task(queue="default", every=30)
def sweep() -> None:
    """Hand out jobs that are due, and end uploads that were never completed."""
    ctx = SystemContext(job=SWEEP)
    for organization_id, job_id in jobs.list_due(ctx):
        enqueue(TASK, str(organization_id), str(job_id))
    for_each_due(SWEEP, uploads.list_lapsed, uploads.expire_upload)


@pending_work.register("files")
def count_waiting(ctx: SystemContext) -> int:
    """What `turnout wait-idle` waits for."""
    return jobs.count_due(ctx)
