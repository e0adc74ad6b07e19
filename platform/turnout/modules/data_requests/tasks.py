"""Timed work of data requests: the team is warned before a deadline is over."""

from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.data_requests.service import decisions

WARN = "data-requests.warn"


@task(queue="messages", every=3600)
def warn() -> None:
    """Warn the team, once for each deadline, of requests that are due within a week."""
    for_each_due(WARN, decisions.list_to_warn, decisions.warn_of)
