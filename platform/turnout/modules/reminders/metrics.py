"""What reminders count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge

REMINDERS: Final = counter(
    "turnout_reminders", "Reminders whose moment came, by what became of them",
    outcome=("sent", "skipped"),
)  # fmt: skip
LATE: Final = gauge(
    "turnout_reminders_late_seconds", "How long after its moment the last reminder was sent"
)
