"""What buyers are told of their applications."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.applications import service
from turnout.modules.applications.facts import ApplicationDecided
from turnout.modules.notifications import api as notifications
from turnout.modules.orders.facts import OrderApprovalAwaited, OrderExpired


@on(OrderApprovalAwaited, queue="messages")
def acknowledge(ctx: OrganizationContext, fact: OrderApprovalAwaited) -> None:
    template = notifications.Template.ORDER_APPLICATION_SENT
    notifications.announce_step(ctx, fact.order_id, template)


@on(ApplicationDecided, queue="messages")
def tell_decision(ctx: OrganizationContext, fact: ApplicationDecided) -> None:
    service.announce_decision(ctx, fact.order_id)


@on(OrderExpired, queue="messages")
def tell_lapse(ctx: OrganizationContext, fact: OrderExpired) -> None:
    service.announce_lapse(ctx, fact.order_id)
