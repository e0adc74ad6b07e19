"""What is counted of jobs, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ITEMS: Final = counter(
    "turnout_job_items",
    "Items of jobs that were worked off, by what came of them",
    outcome=("done", "skipped", "failed"),
)
