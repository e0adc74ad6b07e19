"""Timed work of events."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.events.service import lifecycle, repeating


@task(every=30.0)
def advance_events() -> None:
    """Events begin and end by the clock."""
    lifecycle.advance_events(SystemContext(job="events.advance"))


@task()
def unfold_series(organization_id: str, series_id: str) -> None:
    """Make the occurrences of a rule, a portion in each transaction."""
    ctx = system_in(UUID(organization_id), "events.unfold-series")
    while repeating.unfold_series(ctx, UUID(series_id)):
        pass


@task(every=30.0)
def unfold_due_series() -> None:
    """Go on where a worker was cut short, or the message was lost."""
    due = repeating.list_due_series(SystemContext(job="events.unfold-series"))
    for organization_id, series_id in due:
        unfold_series(str(organization_id), str(series_id))


@pending_work.register("series to unfold")
def count_due_series(ctx: SystemContext) -> int:
    return len(repeating.list_due_series(ctx))
