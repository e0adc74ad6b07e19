"""What is counted of report links, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

OPENED: Final = counter(
    "turnout_report_links_opened",
    "Report links that somebody came with, by what became of it",
    outcome=("shown", "downloaded", "refused"),
)
