"""Timed work of security events."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.security_events import service


@task(every=5)
def number_events() -> None:
    """Give new security events their places in the log, which streams go on from."""
    service.number_events(SystemContext(job="security_events.number"))


@task(every=86_400)
def forget_old_events() -> None:
    """Delete security events whose time is over."""
    service.forget_old_events(SystemContext(job="security_events.forget-old"))
