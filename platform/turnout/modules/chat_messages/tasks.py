"""Sending of chat messages, the sweep that finds what was never sent, and the end of old ones."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.chat_messages import service
from turnout.modules.chat_messages.service import JOB


@task(queue="messages")
def send(organization_id: str, message_id: str) -> None:
    service.send_message(system_in(UUID(organization_id), JOB), UUID(message_id))


@task(queue="messages", every=5)
def sweep() -> None:
    """Tell workers of every message for a channel that is due and that nobody is working on."""
    for organization_id, message_id in service.take_due(SystemContext(job=JOB)):
        enqueue(JOB, str(organization_id), str(message_id))


@task(queue="messages", every=86_400)
def forget_old() -> None:
    service.forget_old(SystemContext(job="chat_messages.forget-old"))


@pending_work.register("chat messages")
def count_waiting(ctx: SystemContext) -> int:
    return service.count_waiting(ctx)
