"""Timed work of report links."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.report_links import service


@task(every=3600)
def forget_old_report_links() -> None:
    """Drop links that lapsed long ago."""
    service.forget_old(SystemContext(job="report_links.forget-old"))
