"""What is counted of currencies of events, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SET: Final = counter(
    "turnout_event_currencies_set",
    "Times that prices of an event in a further currency were set or taken away",
    action=("set", "taken-away"),
)
