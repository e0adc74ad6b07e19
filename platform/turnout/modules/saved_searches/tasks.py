"""Timed work of saved searches: mails whose time came, and what nobody wants any more."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.saved_searches import due_mails, service


@task(queue="messages", every=60)
def send_due() -> None:
    """Queue what is new for searches whose time came; the table says which, whoever stopped."""
    due_mails.send_due(SystemContext(job="saved_searches.send-due"))


@task(every=3600)
def forget_old() -> None:
    """Forget searches that nobody confirmed in time or has used for two years."""
    service.forget_old(SystemContext(job="saved_searches.forget-old"))


@pending_work.register("saved searches to look at")
def count_due(ctx: SystemContext) -> int:
    return len(due_mails.list_due(ctx))
