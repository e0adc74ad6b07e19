"""Timed work of order search."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.order_search.service import index as service


@task(queue="search", every=2)
def index() -> None:
    """Take orders that changed into the index of orders and attendees."""
    service.index_stale(SystemContext(job=service.JOB))


@pending_work.register("orders to index")
def count_stale(ctx: SystemContext) -> int:
    return service.count_stale(ctx)
