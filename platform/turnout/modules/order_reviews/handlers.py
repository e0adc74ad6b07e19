"""What buyers are told of reviews; that one began is told by notifications."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.fraud_rules.api import ReviewVerdict
from turnout.modules.order_reviews import service
from turnout.modules.orders.facts import OrderReviewDecided


@on(OrderReviewDecided, queue="messages")
def tell_refusal(ctx: OrganizationContext, fact: OrderReviewDecided) -> None:
    if fact.verdict == ReviewVerdict.REFUSED and fact.was_ordered:
        service.announce_refusal(ctx, fact.order_id)
