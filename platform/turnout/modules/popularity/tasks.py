"""Timed work of popularity."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.popularity import service


@task(queue="search", every=3600)
def rank_events() -> None:
    """Rank upcoming events by what people did lately."""
    service.rank_events(SystemContext(job="popularity.rank"))
