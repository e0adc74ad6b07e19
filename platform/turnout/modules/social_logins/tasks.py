"""Timed work of social sign-in."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.social_logins import service


@task(every=3600)
def forget_old_social_sign_ins() -> None:
    """Drop attempts to sign in elsewhere that nobody finished."""
    service.forget_old_attempts(SystemContext(job="social-logins.forget-old"))
