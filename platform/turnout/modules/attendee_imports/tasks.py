"""Timed work of attendee imports."""

from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.attendee_imports.service import imports

JOB = "attendee_imports.empty"
HOUR_SECONDS = 3_600


@task(every=HOUR_SECONDS)
def empty() -> None:
    """Delete the cells of tables that have been kept for thirty days."""
    for_each_due(JOB, imports.list_due, imports.empty_import)
