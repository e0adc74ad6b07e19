"""Timed work of series: occurrences are made in the background."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.series import service


@task()
def generate_occurrences(organization_id: str, series_id: str) -> None:
    """Make the occurrences of a rule, a portion in each transaction."""
    ctx = system_in(UUID(organization_id), "events.generate-occurrences")
    while service.generate_occurrences(ctx, UUID(series_id)):
        pass


@task(every=30.0)
def generate_due_occurrences() -> None:
    """Go on where a worker was cut short, or the message was lost."""
    due = service.list_due_series(SystemContext(job="events.generate-occurrences"))
    for organization_id, series_id in due:
        generate_occurrences(str(organization_id), str(series_id))


@pending_work.register("series to generate")
def count_due_series(ctx: SystemContext) -> int:
    return len(service.list_due_series(ctx))
