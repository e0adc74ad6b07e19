"""What retention counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ORDERS: Final = counter(
    "turnout_retention_orders",
    "Orders that people were taken out of as their time was over, by kind",
    kind=("people", "answers", "question", "answer-type", "records"),
)
EVENT_ROWS: Final = counter(
    "turnout_retention_event_rows",
    "Rows of events, such as waitlists, that went or lost their person as their time was over",
)
