"""What funnel reports count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REPORTS: Final = counter(
    "turnout_funnel_reports",
    "Reports on visitors that were counted: funnels, interest in sessions, and files of both",
    kind=("funnel", "sessions", "exported"),
)
