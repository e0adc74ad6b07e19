"""What is counted of notes and tags, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

NOTES: Final = counter(
    "turnout_order_notes",
    "Notes on orders and attendees that were written, changed and deleted",
    step=("written", "changed", "deleted"),
)
TAGGED: Final = counter("turnout_orders_tagged", "Times that tags of an order or attendee changed")
