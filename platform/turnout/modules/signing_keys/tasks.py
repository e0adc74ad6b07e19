"""Timed work of signing keys."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.signing_keys import service


@task(every=3600)
def rotate_signing_keys() -> None:
    """Make the next signing key a day before it signs."""
    service.rotate_keys(SystemContext(job="signing-keys.rotate"))
