"""Timed work of the statistics."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.platform_statistics import service


@task(every=60.0)
def count() -> None:
    """Count organizations in which something happened, and people who signed up."""
    ctx = SystemContext(job="platform_statistics.count")
    service.count_organizations(ctx)
    service.count_people(ctx)
