"""What announcements count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

RECIPIENTS: Final = counter(
    "turnout_announcement_recipients",
    "People whom announcements reached in their turn: a mail was written down, or they wanted none",
    outcome=("queued", "unsubscribed", "suppressed"),
)
NUMBERS: Final = counter(
    "turnout_announcement_numbers",
    "Numbers whose holders agreed to texts, in their turn: a text was written down, or is unwanted",
    outcome=("queued", "opted_out"),
)
