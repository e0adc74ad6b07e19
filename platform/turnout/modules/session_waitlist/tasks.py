"""Timed work of waitlists of sessions: offers that pass on, last chances, what was missed."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.session_waitlist import service

LAPSE = "session-waitlist.pass-on-due"
REMIND = "session-waitlist.remind-due"
SETTLE = "session-waitlist.settle-open"


@task(queue="critical", every=5)
def pass_on_due() -> None:
    """End offers that nobody used in time, each by itself; the next gets its place."""
    for organization_id, entry_id in service.list_due(SystemContext(job=LAPSE)):
        service.pass_on(system_in(organization_id, LAPSE), entry_id)


@task(queue="messages", every=60)
def remind_due() -> None:
    """Tell holders of offers that end soon."""
    for organization_id, entry_id in service.list_to_remind(SystemContext(job=REMIND)):
        service.remind(system_in(organization_id, REMIND), entry_id)


@task(queue="default", every=300)
def settle_open() -> None:
    """Close waitlists of sessions that began, and hand out places that came back unheard."""
    for organization_id, event_id in service.list_open_events(SystemContext(job=SETTLE)):
        service.refresh_event(system_in(organization_id, SETTLE), event_id)


@pending_work.register("session waitlist offers")
def count_due_offers(ctx: SystemContext) -> int:
    return len(service.list_due(ctx))
