"""What is counted of saved reports, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SENT: Final = counter(
    "turnout_saved_reports_due",
    "Saved reports whose time to be sent came, by what became of it",
    outcome=("queued", "receiver-left"),
)
