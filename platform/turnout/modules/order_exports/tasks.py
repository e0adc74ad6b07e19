"""Timed work of exports."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import task
from turnout.modules.order_exports import service

JOB = "order_exports.expire"
HOUR_SECONDS = 3_600


@task(every=HOUR_SECONDS)
def expire() -> None:
    """Delete files of exports that were kept for three days, and exports of three months ago."""
    for organization_id, export_id in service.list_due(SystemContext(job=JOB)):
        service.expire_export(system_in(organization_id, JOB), export_id)
