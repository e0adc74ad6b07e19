"""Timed work of a purchase: lapsed orders give their places back."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.tasks import task
from turnout.modules.orders.service import changing


@task(queue="critical", every=2)
def expire_due() -> None:
    """Expire each lapsed order in its own transaction, so that one bad row stops no other."""
    for organization_id, order_id in changing.list_due(SystemContext(job="orders.expire-due")):
        changing.expire_order(system_in(organization_id, "orders.expire-due"), order_id)
