"""Timed work of enterprise sign-in."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.sso.service import sign_in


@task(every=3600)
def forget_old_sso() -> None:
    """Drop attempts that nobody finished, logout tokens that lapsed, and old lines of the log."""
    sign_in.forget_old(SystemContext(job="sso.forget-old"))
