"""What is counted of scheduled exports, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

DUE: Final = counter(
    "turnout_export_schedules_due",
    "Scheduled exports whose time came, by what became of it",
    outcome=("started", "nothing", "too_much", "member-left"),
)
DELIVERIES: Final = counter(
    "turnout_export_deliveries",
    "Files of scheduled exports offered to stores, by how that ended",
    outcome=("delivered", "postponed", "not_delivered"),
)
