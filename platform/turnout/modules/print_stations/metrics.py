"""What is counted of print stations, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

JOINED: Final = counter("turnout_print_connectors_joined", "Connectors that joined")
REFUSED: Final = counter(
    "turnout_print_connectors_refused",
    "Requests of connectors that were refused for who they are",
    reason=("unknown", "revoked"),
)
SENT: Final = counter(
    "turnout_print_jobs_sent",
    "Jobs that were sent to print stations, by who sent them",
    sender=("console", "device", "kiosk", "sale"),
)
ENDED: Final = counter(
    "turnout_print_jobs_ended",
    "Jobs of print stations that ended, by what came of them",
    outcome=("printed", "returned", "expired", "unclear", "interrupted", "printer", "content"),
)
