"""Timed work of warehouse feeds: runs that are due are begun, and gone on with."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.warehouse_feeds import runs

JOB = "warehouse_feeds.run-due"


@task(queue="exports", every=60)
def run_due() -> None:
    """Each feed by itself: the tables say what is due, also after a worker was killed."""
    for_each_due(JOB, runs.list_due, runs.carry_on)


@pending_work.register("warehouse feeds to run")
def count_due(ctx: SystemContext) -> int:
    return len(runs.list_due(ctx))
