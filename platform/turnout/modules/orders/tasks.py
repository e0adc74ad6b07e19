"""Timed work of orders: expiry, reminders of instalments, answer files, cancelled events."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each, for_each_due, task
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
    for_each_due(EXPIRE, expiry.list_due, expiry.expire_order)


@task(queue="messages", every=60)
def remind_due() -> None:
    """Remind buyers of instalments that are due soon."""
    for_each_due(REMIND, orders.list_due_instalments, orders.remind_of_instalment)


@task(queue="default", every=60)
def meter_quotas() -> None:
    """Count the month's orders of organizations whose plans may limit them."""
    limited = quotas.list_limited(SystemContext(job=METER))
    for_each(limited, lambda each: orders.meter_orders(system_in(each, METER)))


@task(queue="default", every=300)
def sweep_files() -> None:
    """Remove files of orders that came to nothing, and those that no answer names."""
    for_each_due(SWEEP, answers.list_due_files, answers.sweep_file)


@task(queue="critical", every=5)
def carry_out_order_actions() -> None:
    """Refund, ask or tell the buyers of events that were cancelled, postponed or moved."""
    for_each_due(ORDER_ACTION, events.list_due_order_actions, _carry_out)


def _carry_out(ctx: OrganizationContext, action_id: UUID) -> None:
    while cancellation.handle_batch(ctx, action_id):
        pass


@pending_work.register("order actions")
def count_due_order_actions(ctx: SystemContext) -> int:
    return len(events.list_due_order_actions(ctx))
