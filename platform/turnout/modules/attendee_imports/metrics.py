"""What attendee imports count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ROWS: Final = counter(
    "turnout_attendee_import_rows",
    "Rows of tables that were worked off, by what became of them",
    outcome=("imported", "skipped", "refused"),
)
