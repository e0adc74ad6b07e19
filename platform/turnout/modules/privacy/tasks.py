"""Timed work of privacy."""

from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.privacy.service import copies, erasures

ERASE = "privacy.erase"
COPY = "privacy.copy"


@task(every=3600)
def sweep() -> None:
    """Have everybody erased whose time for changing their mind is over."""
    for erasure_id in erasures.list_due(SystemContext(job=ERASE)):
        enqueue("privacy.erase_person", str(erasure_id))


@task(queue="exports")
def erase_person(erasure_id: str) -> None:
    erasures.erase(SystemContext(job=ERASE), UUID(erasure_id))


@task(every=300)
def sweep_copies() -> None:
    """Go on with copies of personal data that a worker left."""
    for copy_id in copies.list_due(SystemContext(job=COPY)):
        enqueue(copies.TASK, str(copy_id))


@task(queue="exports")
def make_copy(copy_id: str) -> None:
    """Gather what is kept of a person; what is left is done after the others' turn."""
    if not copies.make_copy(SystemContext(job=COPY), UUID(copy_id)):
        enqueue(copies.TASK, copy_id)


@task(every=3600)
def forget_copies() -> None:
    """Delete copies of personal data whose time is over."""
    copies.forget_copies(SystemContext(job=COPY))
