"""Timed work of overviews."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.overviews import service


@task(every=20.0)
def count() -> None:
    """Count the events that changed."""
    service.count_stale(SystemContext(job="overviews.count"))
