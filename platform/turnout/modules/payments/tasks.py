"""Background work of payments; timed tasks sweep up what a lost message left undone."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, for_each_due, task
from turnout.modules.payments.service import operations, webhooks


@task(queue="critical")
def carry_out(organization_id: str, operation_id: str) -> None:
    """Ask a provider for one planned payment or refund."""
    operations.execute(system_in(UUID(organization_id), "payments.carry-out"), UUID(operation_id))


@task(queue="critical", every=3)
def carry_out_due() -> None:
    """Hand out operations that wait to be tried, or tried again."""
    for organization_id, row_id in operations.list_due(SystemContext(job="payments.carry-out-due")):
        enqueue("payments.carry_out", str(organization_id), str(row_id))


@task(queue="critical")
def read_delivery(organization_id: str, delivery_id: str) -> None:
    """Read one stored webhook and apply it."""
    webhooks.read_delivery(
        system_in(UUID(organization_id), "payments.read-delivery"), UUID(delivery_id)
    )


@task(queue="critical", every=3)
def read_due() -> None:
    """Read webhooks whose own messages got lost; here and now, so that no backlog doubles."""
    for_each_due("payments.read-due", webhooks.list_due_deliveries, webhooks.read_delivery)


@task(queue="critical")
def poll_payment(organization_id: str, payment_id: str) -> None:
    """Ask a provider how one payment stands."""
    webhooks.poll_payment(system_in(UUID(organization_id), "payments.poll"), UUID(payment_id))


@task(queue="critical", every=3)
def poll_due() -> None:
    """Hand out payments whose webhooks should have come by now, or were pinged."""
    for organization_id, row_id in webhooks.list_due_polls(SystemContext(job="payments.poll-due")):
        enqueue("payments.poll_payment", str(organization_id), str(row_id))


@task(every=3600)
def forget_old_deliveries() -> None:
    """Drop webhooks that were worked off long ago."""
    webhooks.purge_old(SystemContext(job="payments.forget-old-deliveries"))


@pending_work.register("payment deliveries")
def _count_deliveries(ctx: SystemContext) -> int:
    return webhooks.count_waiting(ctx).deliveries


@pending_work.register("payment operations")
def _count_operations(ctx: SystemContext) -> int:
    return webhooks.count_waiting(ctx).operations


@pending_work.register("payments to ask after")
def _count_questions(ctx: SystemContext) -> int:
    return webhooks.count_waiting(ctx).polls
