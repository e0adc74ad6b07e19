"""Timed work of verifications."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.verifications.service import badges, documents


@task(every=3600)
def sweep() -> None:
    """Look again at badges whose documents lapse or that were not looked at for a day."""
    for organization_id in badges.list_due(SystemContext(job=badges.JOB)):
        enqueue("verifications.refresh", str(organization_id))
    for organization_id in documents.list_with_old_documents(SystemContext(job=badges.JOB)):
        enqueue("verifications.delete_documents", str(organization_id))


@task()
def refresh(organization_id: str) -> None:
    badges.refresh(system_in(UUID(organization_id), badges.JOB))


@task()
def delete_documents(organization_id: str) -> None:
    documents.delete_old_documents(system_in(UUID(organization_id), badges.JOB))
