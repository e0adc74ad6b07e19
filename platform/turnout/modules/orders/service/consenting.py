"""Keeping with an order what its buyer agreed to."""

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders import consent
from turnout.modules.orders.models import Order
from turnout.modules.organizations import api as organizations


def accept(tx: Transaction, order: Order, given: int | None) -> None:
    """Keep the version that the buyer says yes to; what was agreed to before stays without one."""
    now = consent.InForce(*organizations.numbers_in_force(tx))
    accepted = consent.judge(now, given, has_accepted=order.accepted_terms is not None)
    if accepted is None or accepted.terms == order.accepted_terms:
        return
    order.accepted_terms = accepted.terms
    order.accepted_privacy = accepted.privacy
    order.accepted_at = tx.now


def require_accepted(tx: Transaction, order: Order) -> None:
    """TermsNotAccepted for a held order that is about to count and agreed to nothing.

    What was agreed to in time holds, also when a newer version has been published since; and an
    order that has begun to be paid goes on as it began.
    """
    accept(tx, order, None)
