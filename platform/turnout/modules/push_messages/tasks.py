"""Sending of push messages, and the sweep that finds what was never sent."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.push_messages import delivery
from turnout.modules.push_messages.delivery import JOB


@task(queue="messages")
def send(organization_id: str, push_id: str) -> None:
    delivery.send_push(system_in(UUID(organization_id), JOB), UUID(push_id))


@task(queue="messages", every=5)
def sweep() -> None:
    """Tell workers of every message for a device that is due and that nobody is working on."""
    for organization_id, push_id in delivery.take_due(SystemContext(job=JOB)):
        enqueue(JOB, str(organization_id), str(push_id))


@pending_work.register("push messages")
def count_waiting(ctx: SystemContext) -> int:
    return delivery.count_waiting(ctx)
