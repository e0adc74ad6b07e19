"""What support access counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

STEPS: Final = counter(
    "turnout_support_access",
    "Organizations that let support in, support that came in, and access that was ended",
    step=("granted", "entered", "ended"),
)
