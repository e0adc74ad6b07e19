"""Timed work of second factors."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.second_factors.service import sign_in


@task(every=3600)
def forget_old_sign_ins() -> None:
    """Drop sign-ins that waited for their second step in vain."""
    sign_in.forget_old_sign_ins(SystemContext(job="second-factors.forget-old"))
