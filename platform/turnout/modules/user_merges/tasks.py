"""Timed work of user_merges."""

from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.user_merges import service

JOB = "user_merges.carry-out"


@task(every=3600)
def sweep() -> None:
    """Go on with merges that a worker left, or that something was in the way of."""
    for merge_id in service.list_due(SystemContext(job=JOB)):
        enqueue("user_merges.carry_out", str(merge_id))


@task(queue="exports")
def carry_out(merge_id: str) -> None:
    """Give everything of one account to another."""
    service.carry_out(SystemContext(job=JOB), UUID(merge_id))
