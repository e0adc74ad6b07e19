"""Timed work of scheduled exports: those that are due are started."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.export_schedules import due_exports

JOB = "export_schedules.start-due"


@task(queue="exports", every=60)
def start_due() -> None:
    """Each schedule by itself: the table says what is due, also after a worker was killed."""
    for organization_id, schedule_id in due_exports.list_due(SystemContext(job=JOB)):
        due_exports.start_due(system_in(organization_id, JOB), schedule_id)


@pending_work.register("exports to start")
def count_due(ctx: SystemContext) -> int:
    return len(due_exports.list_due(ctx))
