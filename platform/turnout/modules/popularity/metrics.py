"""What the ranking of events counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge

RANKED: Final = gauge("turnout_popularity_events", "Upcoming listed events that were ranked last")
CHANGED: Final = counter(
    "turnout_popularity_changes", "Events that were ranked elsewhere than before"
)
