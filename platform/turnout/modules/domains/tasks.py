"""Timed work of domains."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.domains import service


@task(every=3600)
def sweep() -> None:
    """Have every proven domain looked at again once a day."""
    for due in service.list_due(SystemContext(job=service.JOB)):
        enqueue("domains.check_again", str(due.organization_id), str(due.id))


@task()
def check_again(organization_id: str, domain_id: str) -> None:
    service.check_again(system_in(UUID(organization_id), service.JOB), UUID(domain_id))
