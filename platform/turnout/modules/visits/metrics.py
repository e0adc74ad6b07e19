"""What is counted of visits, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

COUNTED: Final = counter(
    "turnout_visits_counted", "Visits that were written down", step=("seen", "started", "session")
)
LOST: Final = counter(
    "turnout_visits_lost",
    "Visits that were not counted: Redis away, too many different ones at once, unreadable",
    reason=("redis", "full", "unreadable"),
)
