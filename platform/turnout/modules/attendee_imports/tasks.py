"""Timed work of attendee imports."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import task
from turnout.modules.attendee_imports.service import imports

JOB = "attendee_imports.empty"
HOUR_SECONDS = 3_600


@task(every=HOUR_SECONDS)
def empty() -> None:
    """Delete the cells of tables that have been kept for thirty days."""
    for organization_id, import_id in imports.list_due(SystemContext(job=JOB)):
        imports.empty_import(system_in(organization_id, JOB), import_id)
