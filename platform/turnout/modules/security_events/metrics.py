"""What security events count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

RECORDED: Final = counter("turnout_security_events", "Security events recorded, by kind", kind=40)
DROPPED: Final = counter(
    "turnout_security_events_dropped",
    "Security events beyond what one place may have recorded in a minute; counted only",
    kind=40,
)
