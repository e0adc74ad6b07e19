"""What engagement reports count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REPORTS: Final = counter(
    "turnout_engagement_reports",
    "Reports on what attendees do, by whether they were shown or taken along as a file",
    kind=("shown", "exported"),
)
