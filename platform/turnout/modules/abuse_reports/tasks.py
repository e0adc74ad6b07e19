"""Timed work of abuse reports."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.abuse_reports.service import reports


@task(every=86_400)
def forget_reporters() -> None:
    """Forget who reported what was decided long ago."""
    reports.forget_reporters(SystemContext(job="abuse_reports.forget-reporters"))
