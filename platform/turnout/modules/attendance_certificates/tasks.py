"""Timed work of certificates: attendees are told that theirs is ready."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.attendance_certificates.service import notices

JOB = "attendance_certificates.notify"


@task(queue="messages", every=600)
def notify_due() -> None:
    """What a worker left is there again the next time: the table says who was told."""
    for organization_id, event_id in notices.list_due_events(SystemContext(job=JOB)):
        enqueue("attendance_certificates.notify", str(organization_id), str(event_id))


@task(queue="messages")
def notify(organization_id: str, event_id: str) -> None:
    notices.notify_attendees(system_in(UUID(organization_id), JOB), UUID(event_id))
