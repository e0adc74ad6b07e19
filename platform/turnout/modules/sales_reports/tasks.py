"""Background work of sales reports: days that are counted ahead."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.organizations import api as organizations
from turnout.modules.sales_reports import day_counts


@task()
def count_zone(organization_id: str, time_zone: str) -> None:
    """Count the days of a zone of which a report had many orders."""
    day_counts.count_zone(system_in(UUID(organization_id), day_counts.JOB), time_zone)


@task(every=60.0)
def count_due_zones() -> None:
    """Count anew what has changed, in each zone every few minutes."""
    for_each_due(day_counts.JOB, day_counts.list_due_zones, day_counts.count_zone)


@task(every=6 * 3600.0)
def count_many_orders() -> None:
    """Begin to count where many orders have come together, before anybody asks for a report."""

    def find(ctx: SystemContext) -> list[tuple[UUID]]:
        return [(each,) for each in organizations.list_organization_ids(ctx)]

    for_each_due(day_counts.JOB, find, day_counts.count_if_many)
