"""What user_merges counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

MERGES: Final = counter(
    "turnout_user_merges",
    "Merges of two accounts begun, put off because something came in between, and done",
    step=("begun", "put-off", "done"),
)
