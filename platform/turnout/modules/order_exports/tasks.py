"""Timed work of exports."""

from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.order_exports import service

JOB = "order_exports.expire"
HOUR_SECONDS = 3_600


@task(every=HOUR_SECONDS)
def expire() -> None:
    """Delete files of exports that were kept for three days, and exports of three months ago."""
    for_each_due(JOB, service.list_due, service.expire_export)
