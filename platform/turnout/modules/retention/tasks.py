"""Timed work of retention: what is over goes."""

from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.retention import service
from turnout.modules.retention.types import RetentionTarget

JOB = "retention.carry-out"
TASK = "retention.carry_out"


@task(every=3600)
def sweep() -> None:
    """Have what is over taken out, in every organization that set a time."""
    for organization_id, target in service.list_due(SystemContext(job=JOB)):
        enqueue(TASK, str(organization_id), target)


@task(queue="exports")
def carry_out(organization_id: str, target: str) -> None:
    """Take out for a minute; what is left is done after the others' turn."""
    ctx = SystemContext(job=JOB)
    if service.carry_out(ctx, UUID(organization_id), RetentionTarget.of(target)):
        enqueue(TASK, organization_id, target)
