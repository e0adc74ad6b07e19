"""Timed work of the log of scans."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.checkin_scans import service


@task(every=3600)
def forget_old_refusals() -> None:
    """Delete refusals of more than half a year ago."""
    service.forget_old(SystemContext(job="checkin_scans.forget-old-refusals"))
