"""Timed work of warehouse feeds: runs that are due are begun, and gone on with."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.warehouse_feeds import runs

JOB = "warehouse_feeds.run-due"


@task(queue="exports", every=60)
def run_due() -> None:
    """Each feed by itself: the tables say what is due, also after a worker was killed."""
    for organization_id, feed_id in runs.list_due(SystemContext(job=JOB)):
        runs.carry_on(system_in(organization_id, JOB), feed_id)


@pending_work.register("warehouse feeds to run")
def count_due(ctx: SystemContext) -> int:
    return len(runs.list_due(ctx))
