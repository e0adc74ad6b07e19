"""Timed work of orders: expiry, reminders of instalments, answer files, cancelled events."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.events import api as events
from turnout.modules.orders.answers import service as answers
from turnout.modules.orders.cancellation import service as cancellation
from turnout.modules.orders.service import expiry, orders
from turnout.modules.quotas import api as quotas

EXPIRE = "orders.expire-due"
REMIND = "orders.remind-due"
METER = "orders.meter-quotas"
SWEEP = "orders.sweep-files"
ORDER_ACTION = "orders.carry-out-order-actions"


@task(queue="critical", every=2)
def expire_due() -> None:
    """Expire each lapsed order in its own transaction, so that one bad row stops no other."""
    for organization_id, order_id in expiry.list_due(SystemContext(job=EXPIRE)):
        expiry.expire_order(system_in(organization_id, EXPIRE), order_id)


@task(queue="messages", every=60)
def remind_due() -> None:
    """Remind buyers of instalments that are due soon."""
    for organization_id, part_id in orders.list_due_instalments(SystemContext(job=REMIND)):
        orders.remind_of_instalment(system_in(organization_id, REMIND), part_id)


@task(queue="default", every=60)
def meter_quotas() -> None:
    """Count the month's orders of organizations whose plans may limit them."""
    for organization_id in quotas.list_limited(SystemContext(job=METER)):
        orders.meter_orders(system_in(organization_id, METER))


@task(queue="default", every=300)
def sweep_files() -> None:
    """Remove files of orders that came to nothing, and those that no answer names."""
    for organization_id, row_id in answers.list_due_files(SystemContext(job=SWEEP)):
        answers.sweep_file(system_in(organization_id, SWEEP), row_id)


@task(queue="critical", every=5)
def carry_out_order_actions() -> None:
    """Refund, ask or tell the buyers of events that were cancelled, postponed or moved."""
    for organization_id, action_id in events.list_due_order_actions(
        SystemContext(job=ORDER_ACTION)
    ):
        while cancellation.handle_batch(system_in(organization_id, ORDER_ACTION), action_id):
            pass


@pending_work.register("order actions")
def count_due_order_actions(ctx: SystemContext) -> int:
    return len(events.list_due_order_actions(ctx))
