"""What is counted of badges, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

PRINTED: Final = counter(
    "turnout_badges_printed",
    "Badges that were printed, by format and whether it was the first time",
    format=("pdf", "zpl"),
    time=("first", "again"),
)
