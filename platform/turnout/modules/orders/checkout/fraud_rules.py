"""The fraud rules before a checkout: an order is counted, challenged, held or refused.

The rules come with statements that are sent anyway; an event without rules costs nothing more.
"""

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import Attempt, ReviewReason, RuleTerms, Sender
from turnout.modules.orders import queries
from turnout.modules.orders.checkout.rules import Basket, Quote, SaleContext
from turnout.modules.orders.models import OrderRow


def require_allowed(
    tx: Transaction, sale: SaleContext, basket: Basket, quote: Quote
) -> tuple[ReviewReason, ...]:
    """Count an order that is placed; ChallengeRequired or TooManyOrders as its rules say.

    Answers why it is held for review; nothing where it is not.

    The team, and whoever takes places that a waitlist offered, is not counted.
    """
    is_known = basket.is_of_team or bool(basket.waitlist_offer)
    if not sale.fraud_rules or is_known or not isinstance(tx.ctx, PublicContext):
        return ()
    sender = basket.sender
    attempt = Attempt(
        id=sender.attempt,
        tickets=sum(line.quantity for line in quote.lines),
        challenge=sender.challenge,
        email=basket.buyer_email,
        account=tx.ctx.user_id,
        network=sender.network,
    )
    return fraud_rules.require_allowed(
        tx.organization_id, basket.event_id, sale.fraud_rules, attempt
    )


def require_buyer_allowed(
    tx: Transaction,
    order: OrderRow,
    rules: tuple[RuleTerms, ...],
    sender: Sender,
    *,
    before: str,
) -> tuple[ReviewReason, ...]:
    """The same once the buyer becomes known or another: for what their address has ordered."""
    is_same = order.buyer_email.lower() == before.lower()
    if not rules or is_same or not isinstance(tx.ctx, PublicContext):
        return ()
    lines = queries.list_lines(tx, order.id)
    attempt = Attempt(
        id=order.id,
        tickets=sum(line.quantity for line in lines),
        challenge=sender.challenge,
        email=order.buyer_email,
    )
    return fraud_rules.require_allowed(tx.organization_id, order.event_id, rules, attempt)
