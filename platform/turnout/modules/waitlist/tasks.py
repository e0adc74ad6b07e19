"""Timed work of waitlists: offers that pass on, last chances, events that are over."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.waitlist import service

LAPSE = "waitlist.pass-on-due"
REMIND = "waitlist.remind-due"
CLOSE = "waitlist.close-past"


@task(queue="critical", every=5)
def pass_on_due() -> None:
    """End offers that nobody used in time, each by itself; the next gets its places."""
    for organization_id, entry_id in service.list_due(SystemContext(job=LAPSE)):
        service.pass_on(system_in(organization_id, LAPSE), entry_id)


@task(queue="messages", every=60)
def remind_due() -> None:
    """Tell holders of offers that end soon."""
    for organization_id, entry_id in service.list_to_remind(SystemContext(job=REMIND)):
        service.remind(system_in(organization_id, REMIND), entry_id)


@task(queue="default", every=300)
def close_past() -> None:
    """Close the waitlists of events that are over."""
    for organization_id, event_id in service.list_open_events(SystemContext(job=CLOSE)):
        service.end_over(system_in(organization_id, CLOSE), event_id)


@pending_work.register("waitlist offers")
def count_due_offers(ctx: SystemContext) -> int:
    return len(service.list_due(ctx))
