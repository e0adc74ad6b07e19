"""Timed work of waitlists of sessions: offers that pass on, last chances, what was missed."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.session_waitlist import service

LAPSE = "session-waitlist.pass-on-due"
REMIND = "session-waitlist.remind-due"
SETTLE = "session-waitlist.settle-open"


@task(queue="critical", every=5)
def pass_on_due() -> None:
    """End offers that nobody used in time, each by itself; the next gets its place."""
    for_each_due(LAPSE, service.list_due, service.pass_on)


@task(queue="messages", every=60)
def remind_due() -> None:
    """Tell holders of offers that end soon."""
    for_each_due(REMIND, service.list_to_remind, service.remind)


@task(queue="default", every=300)
def settle_open() -> None:
    """Close waitlists of sessions that began, and hand out places that came back unheard."""
    for_each_due(SETTLE, service.list_open_events, service.refresh_event)


@pending_work.register("session waitlist offers")
def count_due_offers(ctx: SystemContext) -> int:
    return len(service.list_due(ctx))
