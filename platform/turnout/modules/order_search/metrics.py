"""What is counted of order search, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

INDEXED: Final = counter(
    "turnout_orders_indexed", "Orders that were taken into the index that lists are searched in"
)
