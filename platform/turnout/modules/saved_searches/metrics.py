"""What is counted of saved searches, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

STEPS: Final = counter(
    "turnout_saved_searches",
    "Saved searches by what became of them",
    step=("asked", "confirmed", "ended", "unconfirmed", "unused", "over", "refused"),
)
RUNS: Final = counter(
    "turnout_saved_search_runs",
    "Saved searches whose time came, by whether a mail was queued",
    outcome=("mailed", "nothing"),
)
QUERIES: Final = counter(
    "turnout_saved_search_queries", "Queries of the index for saved searches, alike ones once"
)
