"""What announcements count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

RECIPIENTS: Final = counter(
    "turnout_announcement_recipients",
    "People whom announcements reached in their turn: a mail was written down, or they wanted none",
    outcome=("queued", "unsubscribed", "suppressed"),
)
