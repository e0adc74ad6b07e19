"""Timed work of reconciliation."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, for_each_due, task
from turnout.modules.reconciliation.service import reconciliation, statements

DAY_SECONDS = 86_400


@task(queue="exports", every=DAY_SECONDS)
def reconcile_all() -> None:
    """Have the books of every organization compared once a day."""
    for ctx in reconciliation.list_organizations(SystemContext(job="accounting.reconcile")):
        enqueue("reconciliation.reconcile_one", str(ctx.organization_id))


@task(queue="exports")
def reconcile_one(organization_id: str) -> None:
    """Read the providers' reports, compare the books, and mend what is safe."""
    ctx = system_in(UUID(organization_id), "accounting.reconcile")
    reconciliation.reconcile(ctx, repair=True)


@task(every=60)
def apply_lines() -> None:
    """Tell payments of lines that an interrupted import left behind."""
    for_each_due("accounting.apply-lines", statements.list_waiting, statements.apply_waiting)
