"""What attendee imports have jobs do, and their reactions to jobs and orders that are over."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.attendee_imports.service import runs
from turnout.modules.jobs import api as jobs
from turnout.modules.jobs.facts import JobFinished
from turnout.modules.orders.facts import OrderCancelled

jobs.register(runs.KIND, runs.bring_in)


@on(JobFinished)
def finish_import(ctx: OrganizationContext, fact: JobFinished) -> None:
    runs.finish_import(ctx, fact.job_id)


@on(OrderCancelled)
def forget_cancelled_order(ctx: OrganizationContext, fact: OrderCancelled) -> None:
    runs.forget_order(ctx, fact.order_id)
