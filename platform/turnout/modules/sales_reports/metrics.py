"""What sales reports count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REPORTS: Final = counter(
    "turnout_sales_reports",
    "Sales reports that were counted: shown, exported, or of two events compared",
    kind=("shown", "exported", "compared"),
)
COUNTED: Final = counter(
    "turnout_sales_report_zones",
    "Time zones whose days were counted ahead: the whole of them, or those that had changed",
    part=("whole", "touched"),
)
