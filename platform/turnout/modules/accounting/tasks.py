"""Timed work of accounting."""

from turnout.kernel.context import SystemContext
from turnout.kernel.tasks import task
from turnout.modules.accounting import service

DAY_SECONDS = 86_400


@task(queue="exports", every=DAY_SECONDS)
def reconcile_all() -> None:
    """Compare the books of every organization once a day, and mend what is safe."""
    for ctx in service.list_organizations(SystemContext(job="accounting.reconcile")):
        service.reconcile(ctx, repair=True)
