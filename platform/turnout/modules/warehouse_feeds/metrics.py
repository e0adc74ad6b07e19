"""What is counted of warehouse feeds, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

RUNS: Final = counter(
    "turnout_warehouse_feed_runs",
    "Runs of warehouse feeds, by what became of each",
    outcome=("started", "complete", "postponed", "cancelled"),
)
ROWS: Final = counter(
    "turnout_warehouse_feed_rows",
    "Rows that warehouse feeds put into stores",
)
