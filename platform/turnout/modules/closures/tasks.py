"""Timed work of closures."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.closures.service import deletions

DELETE = "closures.delete"


@task(every=3600)
def sweep() -> None:
    """Have every organization deleted whose time for reopening is over."""
    for organization_id in deletions.list_due(SystemContext(job=DELETE)):
        enqueue("closures.delete_organization", str(organization_id))


@task()
def delete_organization(organization_id: str) -> None:
    deletions.delete_organization(system_in(UUID(organization_id), DELETE))
