"""Timed work of API tokens."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.api_tokens.service import authentication


@task(every=60)
def write_uses() -> None:
    """Write down when API tokens were last used."""
    authentication.write_uses(SystemContext(job="api_tokens.write-uses"))
