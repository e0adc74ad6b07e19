"""What event approvals count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

APPROVALS: Final = counter(
    "turnout_event_approvals",
    "Events that were held for approval, and what moderators decided",
    step=("requested", "approve", "decline"),
)
