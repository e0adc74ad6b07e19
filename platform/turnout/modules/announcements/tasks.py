"""Timed work of announcements: what is due begins, and what a worker left goes on."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.announcements.service import portions

JOB = "announcements.send"


@task(queue="messages")
def send(organization_id: str, announcement_id: str) -> None:
    """Write the mails down, a portion in each transaction; done once all of them have left."""
    ctx = system_in(UUID(organization_id), JOB)
    while portions.queue_portion(ctx, UUID(announcement_id)):
        pass
    portions.finish(ctx, UUID(announcement_id))


@task(queue="messages", every=5)
def begin_due() -> None:
    for organization_id, announcement_id in portions.list_due(SystemContext(job=JOB)):
        enqueue("announcements.send", str(organization_id), str(announcement_id))


@pending_work.register("announcements to send")
def count_due(ctx: SystemContext) -> int:
    return len(portions.list_due(ctx))
