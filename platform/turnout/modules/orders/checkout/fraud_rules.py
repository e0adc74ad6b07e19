"""The fraud rules before a checkout: an order is counted, challenged, held or refused.

The rules come with statements that are sent anyway; an event without rules costs nothing more.
"""

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction
from turnout.modules.blocked_addresses import api as blocked_addresses
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import Attempt, ReviewReason, Sender
from turnout.modules.orders import queries
from turnout.modules.orders.checkout.rules import Basket, BuyerChecks, Quote, SaleContext
from turnout.modules.orders.models import OrderRow


def require_allowed(
    tx: Transaction, sale: SaleContext, basket: Basket, quote: Quote
) -> tuple[ReviewReason, ...]:
    """Count an order that is placed; ChallengeRequired or TooManyOrders as its rules say.

    OrderBlocked where what the buyer is known by is blocked, also for a waitlist's offer. Answers
    why it is held for review; nothing where it is not.

    The team is let through, and whoever takes places that a waitlist offered is not counted.
    """
    if basket.is_of_team or not isinstance(tx.ctx, PublicContext):
        return ()
    blocked = blocked_addresses.require_not_blocked(basket.event_id, sale.checks.blocks)
    if not sale.checks.rules or basket.waitlist_offer:
        return blocked
    sender = basket.sender
    attempt = Attempt(
        id=sender.attempt,
        tickets=sum(line.quantity for line in quote.lines),
        challenge=sender.challenge,
        email=basket.buyer_email,
        account=tx.ctx.user_id,
        network=sender.network,
    )
    found = sale.checks.rules
    return blocked + fraud_rules.require_allowed(
        tx.organization_id, basket.event_id, found, attempt
    )


def require_buyer_allowed(
    tx: Transaction,
    order: OrderRow,
    checks: BuyerChecks,
    sender: Sender,
    *,
    before: str,
) -> tuple[ReviewReason, ...]:
    """The same once the buyer becomes known or another: for what their address has ordered."""
    is_same = order.buyer_email.lower() == before.lower()
    if is_same or not isinstance(tx.ctx, PublicContext):
        return ()
    blocked = blocked_addresses.require_not_blocked(order.event_id, checks.blocks)
    if not checks.rules:
        return blocked
    lines = queries.list_lines(tx, order.id)
    attempt = Attempt(
        id=order.id,
        tickets=sum(line.quantity for line in lines),
        challenge=sender.challenge,
        email=order.buyer_email,
    )
    return blocked + fraud_rules.require_allowed(
        tx.organization_id, order.event_id, checks.rules, attempt
    )
