"""Timed work of inboxes."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.inbox import service

DAY_SECONDS = 86_400


@task(queue="messages", every=DAY_SECONDS)
def forget() -> None:
    """Drop what is old, and what is beyond the bound of each inbox."""
    service.forget_old(SystemContext(job="inbox.forget"))
