"""Timed work of reminders: what is due is sent or skipped."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.reminders import deliveries

JOB = "reminders.send"


@task(queue="messages")
def send(organization_id: str, reminder_id: str) -> None:
    deliveries.send_if_due(system_in(UUID(organization_id), JOB), UUID(reminder_id))


@task(queue="messages", every=20)
def send_due() -> None:
    """What a worker left is there again the next time: the table says what is due."""
    for organization_id, reminder_id in deliveries.list_due(SystemContext(job=JOB)):
        enqueue("reminders.send", str(organization_id), str(reminder_id))


@pending_work.register("reminders to send")
def count_due(ctx: SystemContext) -> int:
    return len(deliveries.list_due(ctx))
