"""Timed work of privacy."""

from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.privacy.service import erasures

ERASE = "privacy.erase"


@task(every=3600)
def sweep() -> None:
    """Have everybody erased whose time for changing their mind is over."""
    for erasure_id in erasures.list_due(SystemContext(job=ERASE)):
        enqueue("privacy.erase_person", str(erasure_id))


@task(queue="exports")
def erase_person(erasure_id: str) -> None:
    erasures.erase(SystemContext(job=ERASE), UUID(erasure_id))
