"""Timed work of saved reports: what is due is queued as a mail."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.saved_reports import mails

JOB = "saved_reports.send-due"


@task(queue="messages", every=60)
def send_due() -> None:
    """Each schedule by itself: the table says what is due, also after a worker was killed."""
    for_each_due(JOB, mails.list_due, mails.send_due)


@pending_work.register("reports to send")
def count_due(ctx: SystemContext) -> int:
    return len(mails.list_due(ctx))
