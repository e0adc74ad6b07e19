"""Timed work of sending domains."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.sending_domains import service


@task(every=300)
def sweep() -> None:
    """Have every sending domain looked at again: hourly until it is verified, then every six."""
    for due in service.list_due(SystemContext(job=service.JOB)):
        enqueue("sending_domains.check_again", str(due.organization_id), str(due.id))


@task()
def check_again(organization_id: str, domain_id: str) -> None:
    service.check_again(system_in(UUID(organization_id), service.JOB), UUID(domain_id))
