"""Timed work of scheduled exports: those that are due are started, and files delivered."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.export_schedules import deliveries, due_exports

JOB = "export_schedules.start-due"
DELIVERY = "export_schedules.deliver-due"


@task(queue="exports", every=60)
def start_due() -> None:
    """Each schedule by itself: the table says what is due, also after a worker was killed."""
    for_each_due(JOB, due_exports.list_due, due_exports.start_due)


@task(queue="exports", every=60)
def deliver_due() -> None:
    """Each file by itself, one after the other: also those that a killed worker left."""
    for_each_due(DELIVERY, deliveries.list_due, deliveries.deliver)


@pending_work.register("exports to start")
def count_due(ctx: SystemContext) -> int:
    return len(due_exports.list_due(ctx)) + len(deliveries.list_due(ctx))
