"""Timed work of ticket transfers."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import task
from turnout.modules.transfers import service

OFFERS = "orders.end-offers"


@task(queue="default", every=60)
def end_offers() -> None:
    """End offers of tickets that nobody accepted in time."""
    for organization_id, transfer_id in service.list_due(SystemContext(job=OFFERS)):
        service.expire_transfer(system_in(organization_id, OFFERS), transfer_id)
