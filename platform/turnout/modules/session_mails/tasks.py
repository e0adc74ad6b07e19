"""Timed work of mails about sessions: entries are taken back from who left."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.session_mails import service

TAKE_BACK = "session-mails.take-back-due"


@task(queue="messages", every=15)
def take_back_due() -> None:
    """Take entries back from who gave their place back, passed it on or picked it no longer."""
    for_each_due(TAKE_BACK, service.list_due, service.take_back)


@pending_work.register("session entries to look at")
def count_due(ctx: SystemContext) -> int:
    return len(service.list_due(ctx))
