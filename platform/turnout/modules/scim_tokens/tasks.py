"""Timed work of directories."""

from datetime import timedelta

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.scim_tokens import service


@task(every=3600)
def forget_old_requests() -> None:
    """Drop lines of directories' logs after 90 days."""
    service.forget_old(SystemContext(job="scim.forget-old"), kept=timedelta(days=90))
