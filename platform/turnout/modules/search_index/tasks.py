"""Timed work of the search index: changes are sent, indexes are built, and held to the database."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.search_index.service import builds, changes, checks


@task(queue="search", every=2)
def send_changes() -> None:
    """Tell the search server of documents that changed."""
    changes.send_changes(SystemContext(job="search_index.send"))


@task(queue="search", every=10)
def keep_up() -> None:
    """Have one search index that serves: begin, fill and switch it, drop the former one."""
    builds.keep_up(SystemContext(job="search_index.build"))


@task(queue="search", every=60)
def check_due() -> None:
    """Compare the search index with the database each hour, and put it right."""
    checks.check_due(SystemContext(job="search_index.check"))


@pending_work.register("search_index")
def count_waiting(ctx: SystemContext) -> int:
    return changes.count_waiting(ctx)
