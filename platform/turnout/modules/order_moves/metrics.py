"""What is counted of order moves."""

from typing import Final

from turnout.kernel.observability.metrics import counter

MOVED: Final = counter("turnout_order_moves", "Orders whose tickets became another ticket type")
MOVED_TO_EVENT: Final = counter("turnout_order_event_moves", "Orders moved to another event")
