"""Timed work of scheduled exports: those that are due are started, and files delivered."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.export_schedules import deliveries, due_exports

JOB = "export_schedules.start-due"
DELIVERY = "export_schedules.deliver-due"


@task(queue="exports", every=60)
def start_due() -> None:
    """Each schedule by itself: the table says what is due, also after a worker was killed."""
    for organization_id, schedule_id in due_exports.list_due(SystemContext(job=JOB)):
        due_exports.start_due(system_in(organization_id, JOB), schedule_id)


@task(queue="exports", every=60)
def deliver_due() -> None:
    """Each file by itself, one after the other: also those that a killed worker left."""
    for organization_id, schedule_id in deliveries.list_due(SystemContext(job=DELIVERY)):
        deliveries.deliver(system_in(organization_id, DELIVERY), schedule_id)


@pending_work.register("exports to start")
def count_due(ctx: SystemContext) -> int:
    return len(due_exports.list_due(ctx)) + len(deliveries.list_due(ctx))
