"""Timed work of SAML connections."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, for_each, task
from turnout.modules.saml.service import metadata, warnings


@task(every=600)
def sweep_metadata() -> None:
    """Have the metadata of providers fetched again, each by a task of its own."""
    for due in metadata.list_due(SystemContext(job=metadata.JOB)):
        enqueue("saml.refresh_metadata", str(due.organization_id), str(due.provider_id))


@task()
def refresh_metadata(organization_id: str, provider_id: str) -> None:
    metadata.refresh_metadata(system_in(UUID(organization_id), metadata.JOB), UUID(provider_id))


@task(every=3600)
def warn_of_certificates() -> None:
    """Tell administrators of certificates that end within 30, 7 or 1 days."""
    for_each(
        warnings.list_ending(SystemContext(job=metadata.JOB)),
        lambda each: warnings.warn_of(system_in(each.organization_id, metadata.JOB), each),
    )
