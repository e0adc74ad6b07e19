"""What template shares count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SHARES: Final = counter(
    "turnout_template_shares",
    "Templates that agencies shared or stopped sharing, and events that clients made of them",
    step=("shared", "ended", "used"),
)
