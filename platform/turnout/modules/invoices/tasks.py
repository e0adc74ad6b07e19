"""Drawing of issued documents, and the sweep that finds what was not drawn."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.invoices import service


@task(queue="exports")
def draw(organization_id: str, invoice_id: str) -> None:
    """Draw and keep the PDF of one document."""
    service.draw_invoice(system_in(UUID(organization_id), service.DRAW_JOB), UUID(invoice_id))


@task(queue="exports", every=60)
def draw_due() -> None:
    """Hand out documents whose own message got lost."""
    for organization_id, invoice_id in service.list_undrawn(SystemContext(job="invoices.draw-due")):
        enqueue("invoices.draw", str(organization_id), str(invoice_id))
