"""Sending of text messages, the sweep that finds what was never sent, and the end of old ones."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.text_messages.service import attempts, outbox

JOB = "text_messages.send"


@task(queue="messages")
def send(organization_id: str, text_id: str) -> None:
    attempts.send_text(system_in(UUID(organization_id), JOB), UUID(text_id))


@task(queue="messages", every=5)
def sweep() -> None:
    """Tell workers of every text that is due and that nobody is working on."""
    for organization_id, text_id in outbox.take_due(SystemContext(job=JOB)):
        enqueue("text_messages.send", str(organization_id), str(text_id))


@task(queue="messages", every=86_400)
def forget_old() -> None:
    outbox.forget_old(SystemContext(job="text_messages.forget-old"))


@pending_work.register("text messages")
def count_waiting(ctx: SystemContext) -> int:
    return outbox.count_waiting(ctx)
