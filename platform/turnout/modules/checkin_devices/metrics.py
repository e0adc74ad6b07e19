"""What is counted of check-in devices, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

JOINED: Final = counter("turnout_checkin_devices_joined", "Check-in devices that joined")
REFUSED: Final = counter(
    "turnout_checkin_devices_refused",
    "Requests of check-in devices that were refused for who they are",
    reason=("unknown", "revoked", "over", "too_early"),
)
UPLOADED: Final = counter(
    "turnout_checkin_scans_uploaded",
    "Scans that devices made without a connection, by what came of them",
    outcome=("admitted", "exited", "conflict", "refused"),
)
