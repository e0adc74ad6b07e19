"""Timed work of ticket transfers."""

from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.transfers import service

OFFERS = "orders.end-offers"


@task(queue="default", every=60)
def end_offers() -> None:
    """End offers of tickets that nobody accepted in time."""
    for_each_due(OFFERS, service.list_due, service.expire_transfer)
