"""What figure shares count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SHARES: Final = counter(
    "turnout_figure_shares",
    "Figures of events that were shared with a member, and shares that were ended",
    step=("shared", "ended"),
)
