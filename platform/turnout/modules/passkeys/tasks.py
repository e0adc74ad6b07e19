"""Timed work of passkeys."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.passkeys import service


@task(every=3600)
def forget_old_challenges() -> None:
    """Drop challenges that nobody answered."""
    service.forget_old_challenges(SystemContext(job="passkeys.forget-old"))
