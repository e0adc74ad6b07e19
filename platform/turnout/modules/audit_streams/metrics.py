"""What audit streams count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SENT: Final = counter(
    "turnout_audit_stream_events", "Events that log servers have received", kind=4
)
BATCHES: Final = counter(
    "turnout_audit_stream_batches",
    "Batches sent to log servers, by outcome",
    kind=4,
    outcome=("received", "failed"),
)
