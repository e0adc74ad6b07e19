"""Timed work of series: occurrences are made in the background."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.series import service

JOB = "events.generate-occurrences"


@task()
def generate_occurrences(organization_id: str, series_id: str) -> None:
    """Make the occurrences of a rule, a portion in each transaction."""
    _generate(system_in(UUID(organization_id), JOB), UUID(series_id))


@task(every=30.0)
def generate_due_occurrences() -> None:
    """Go on where a worker was cut short, or the message was lost."""
    for_each_due(JOB, service.list_due_series, _generate)


def _generate(ctx: OrganizationContext, series_id: UUID) -> None:
    while service.generate_occurrences(ctx, series_id):
        pass


@pending_work.register("series to generate")
def count_due_series(ctx: SystemContext) -> int:
    return len(service.list_due_series(ctx))
