"""Timed work of sales channels: allotments whose return date has come."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.sales_channels import service

RETURN = "sales_channels.return-due"


@task(queue="critical", every=5)
def return_due() -> None:
    """Let allotments go back at their date, each by itself."""
    for_each_due(RETURN, service.list_due, service.return_due)


@pending_work.register("allotments to return")
def count_due_allotments(ctx: SystemContext) -> int:
    return len(service.list_due(ctx))
