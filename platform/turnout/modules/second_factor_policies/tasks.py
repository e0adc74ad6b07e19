"""Timed work of second-factor policies."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.second_factor_policies import service


@task(every=service.EVERY_SECONDS)
def end_streams() -> None:
    """Have nobody go on listening once the days of grace are over."""
    service.end_begun_streams(SystemContext(job="second_factor_policies.end_streams"))
