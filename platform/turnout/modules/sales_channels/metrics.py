"""What is counted of channel settings, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

RETURNED: Final = counter(
    "turnout_sales_channels_places_returned",
    "Places of allotments that went back unsold, by whom",
    by=("date", "hand"),
)
