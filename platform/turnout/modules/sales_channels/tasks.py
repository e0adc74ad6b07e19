"""Timed work of sales channels: allotments whose return date has come."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.sales_channels import service

RETURN = "sales_channels.return-due"


@task(queue="critical", every=5)
def return_due() -> None:
    """Let allotments go back at their date, each by itself."""
    for organization_id, event_id, setting_id in service.list_due(SystemContext(job=RETURN)):
        service.return_due(system_in(organization_id, RETURN), event_id, setting_id)


@pending_work.register("allotments to return")
def count_due_allotments(ctx: SystemContext) -> int:
    return len(service.list_due(ctx))
