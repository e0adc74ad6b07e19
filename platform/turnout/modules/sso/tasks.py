"""Timed work of enterprise sign-in."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.sso.service import sessions


@task(every=3600)
def forget_old_sso() -> None:
    """Drop attempts that nobody finished, logout tokens that lapsed, and old lines of the log."""
    sessions.forget_old(SystemContext(job="sso.forget-old"))


@task(every=60)
def end_sessions_that_ended() -> None:
    """End logins whose session at the identity provider is over."""
    sessions.end_sessions_that_ended(SystemContext(job="sso.end-sessions"))
