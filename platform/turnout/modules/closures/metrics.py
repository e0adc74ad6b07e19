"""What closures count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

CLOSURES: Final = counter(
    "turnout_organization_closures",
    "Organizations suspended, opened again, closed and deleted",
    step=("suspended", "lifted", "closing", "reopened", "deleted"),
)
