"""What is counted of attendance, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

COUNTED: Final = counter(
    "turnout_attendance_reads",
    "Views of an event's attendance, by whether its admissions were read for it",
    source=("database", "kept"),
)
