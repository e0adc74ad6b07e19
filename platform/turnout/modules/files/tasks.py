"""Work on files, and the sweep that finds what was lost or given up by its sender."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.files.service import doing
from turnout.modules.files.service.working import WORK

SWEEP = "files.sweep"


@task(queue="exports")
def work(organization_id: str, work_id: str) -> None:
    """Scan, draw or remove: one planned piece of work."""
    doing.do_work(system_in(UUID(organization_id), WORK), UUID(work_id))


@task(queue="default", every=30)
def sweep() -> None:
    """Hand out work that is due, and end uploads that were never completed."""
    ctx = SystemContext(job=SWEEP)
    for organization_id, upload_id in doing.list_lapsed(ctx):
        doing.forget_upload(system_in(organization_id, SWEEP), upload_id)
    for organization_id, work_id in doing.list_due(ctx):
        enqueue(WORK, str(organization_id), str(work_id))


@pending_work.register("files")
def count_waiting(ctx: SystemContext) -> int:
    """What `turnout wait-idle` waits for."""
    return doing.count_due(ctx)
