"""Timed work of events."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.events.service import lifecycle


@task(every=30.0)
def advance_events() -> None:
    """Events begin and end by the clock."""
    lifecycle.advance_events(SystemContext(job="events.advance"))
