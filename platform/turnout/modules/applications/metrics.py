"""What is counted of applications, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

DECIDED: Final = counter(
    "turnout_applications_decided",
    "Applications that organizers approved or denied",
    decision=("approved", "denied"),
)
