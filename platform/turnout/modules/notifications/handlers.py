"""What notifications does when something happened below."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.facts import on
from turnout.modules.notifications.service import queueing
from turnout.modules.orders.facts import OrderCancelled, OrderConfirmed, OrderRefunded
from turnout_sdk.money import Money


@on(OrderConfirmed, queue="messages")
def confirm(ctx: OrganizationContext, fact: OrderConfirmed) -> None:
    queueing.announce_confirmation(ctx, fact.order_id)


@on(OrderCancelled, queue="messages")
def cancel(ctx: OrganizationContext, fact: OrderCancelled) -> None:
    queueing.announce_cancellation(ctx, fact.order_id)


@on(OrderRefunded, queue="messages")
def refund(ctx: OrganizationContext, fact: OrderRefunded) -> None:
    amount = Money(fact.amount_minor, fact.currency)
    queueing.announce_refund(ctx, fact.order_id, amount=amount)
