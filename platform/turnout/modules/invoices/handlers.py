"""What invoices do when an order is confirmed or money goes back."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.invoices import service
from turnout.modules.orders.facts import OrderConfirmed, OrderRefunded


@on(OrderConfirmed)
def issue(ctx: OrganizationContext, fact: OrderConfirmed) -> None:
    service.follow_order(ctx, fact.order_id)


@on(OrderRefunded)
def credit(ctx: OrganizationContext, fact: OrderRefunded) -> None:
    service.follow_order(ctx, fact.order_id, refund_id=fact.refund_id)
