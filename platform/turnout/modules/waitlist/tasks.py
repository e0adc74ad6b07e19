"""Timed work of waitlists: offers that pass on, last chances, events that are over."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.waitlist import service

LAPSE = "waitlist.pass-on-due"
REMIND = "waitlist.remind-due"
CLOSE = "waitlist.close-past"


@task(queue="critical", every=5)
def pass_on_due() -> None:
    """End offers that nobody used in time, each by itself; the next gets its places."""
    for_each_due(LAPSE, service.list_due, service.pass_on)


@task(queue="messages", every=60)
def remind_due() -> None:
    """Tell holders of offers that end soon."""
    for_each_due(REMIND, service.list_to_remind, service.remind)


@task(queue="default", every=300)
def close_past() -> None:
    """Close the waitlists of events that are over."""
    for_each_due(CLOSE, service.list_open_events, service.end_over)


@pending_work.register("waitlist offers")
def count_due_offers(ctx: SystemContext) -> int:
    return len(service.list_due(ctx))
