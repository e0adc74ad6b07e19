"""Timed work of price rules: prices that demand moves are looked at."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, task
from turnout.modules.price_rules import demand

JOB = "price_rules.look_at_demand"


@task(queue="default")
def look_at_demand(organization_id: str, demand_price_id: str) -> None:
    demand.look_if_due(system_in(UUID(organization_id), JOB), UUID(demand_price_id))


@task(queue="default", every=20)
def look_at_due_demand() -> None:
    """What a worker left is there again the next time: the table says what is due."""
    for organization_id, price_id in demand.list_due(SystemContext(job=JOB)):
        enqueue(JOB, str(organization_id), str(price_id))


@pending_work.register("demand prices to look at")
def count_due(ctx: SystemContext) -> int:
    return len(demand.list_due(ctx))
