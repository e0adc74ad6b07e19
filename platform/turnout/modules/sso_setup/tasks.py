"""Timed work of setting up enterprise sign-in."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.sso_setup import service


@task(every=3600)
def forget_old_sso_links() -> None:
    """Drop links that were over long ago."""
    service.forget_old(SystemContext(job="sso_setup.forget-old"))
