"""Timed work of the platform's operators."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.operators.service import operators


@task(every=86_400)
def forget_old_tokens() -> None:
    """Drop operators' tokens that ended long ago."""
    operators.forget_old_tokens(SystemContext(job="operators.forget-old-tokens"))
