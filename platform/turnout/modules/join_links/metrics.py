"""What is counted of personal join links, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

JOINED: Final = counter(
    "turnout_join_links_joined",
    "Attendees who joined an event online, by whether their ticket did so before",
    time=("first", "again"),
)
REFUSED: Final = counter(
    "turnout_join_links_refused",
    "Attendees whose link led nowhere, by the reason",
    reason=("not_open", "over", "not_offered"),
)
