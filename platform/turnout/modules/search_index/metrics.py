"""What the search index counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge

ANSWERS: Final = counter(
    "turnout_search_answers",
    "Public searches by who answered: the search server, or PostgreSQL in its place",
    by=("server", "database"),
)
SENT: Final = counter(
    "turnout_search_index_documents",
    "Documents told to the search server, by outcome",
    outcome=("written", "removed", "failed", "refused"),
)
DRIFT: Final = counter(
    "turnout_search_index_drift",
    "Documents that a comparison found to be wrong in the index, and put right",
    kind=("missing", "extra", "different"),
)
WAITING: Final = gauge("turnout_search_index_waiting", "Documents that wait for the search server")
LAG: Final = gauge(
    "turnout_search_index_lag_seconds", "For how long the oldest of them has been waiting"
)
