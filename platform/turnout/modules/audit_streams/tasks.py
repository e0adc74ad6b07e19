"""Work of audit streams: timed claims, one task for each stream."""

from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.audit_streams import service


@task(queue="webhooks", every=5)
def claim_due_streams() -> None:
    """Hand out the audit streams whose turn it is."""
    for stream_id in service.claim_due_streams(SystemContext(job="audit_streams.claim")):
        enqueue("audit_streams.send_stream", str(stream_id))


@task(queue="webhooks")
def send_stream(stream_id: str) -> None:
    """Send what a log server has not received yet."""
    service.send_stream(SystemContext(job=service.JOB), UUID(stream_id))
