"""Until when an order keeps its places, and letting go of what it held."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import plans
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.quantities import merged
from turnout.modules.orders.queries import giving_back, transfers
from turnout.modules.orders.queries import plans as stored
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service.agreeing import Agreed, agreed_of
from turnout.modules.orders.service.moving import move
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets

AUTHORIZED = "authorized"
RETRIES = 4
"""So many times the time for paying may begin again before a checkout is over."""
MOVED_ON = (payments.BeingCaptured, payments.NotAuthorized, payments.NotOffered)
"""Nothing is left to let go, or it cannot be: money that still comes goes back."""


def paying_until(order: Order, *, now: datetime) -> datetime:
    """Until when a checkout keeps its places once paying has begun; no buyer begins for ever."""
    settings = runtime.current().settings
    once = timedelta(seconds=settings.payment_seconds)
    last = order.placed_at + timedelta(seconds=settings.hold_seconds) + RETRIES * once
    until = min(now + once, last)
    return max(until, order.expires_at) if order.expires_at else until


def keep_until(tx: Transaction, order: Order) -> datetime | None:
    """The latest moment for which a payment, an authorization or an instalment keeps places.

    A pending payment keeps them for as long as its method may take, within what the event and
    the installation allow; an authorization until it ends, or as long where nobody says when.
    """
    agreed = agreed_of(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    most = longest_pending(tx, order)
    untils: list[datetime | None] = [
        each.authorized_until or each.opened_at + most
        for each in every
        if each.state == AUTHORIZED and not each.review_reason
    ]
    pending = payments.under_way_until(tx, order.id)
    if pending is not None and any(each.is_open for each in every):
        untils.append(min(pending, _from(order, agreed) + most))
    if agreed is not None and agreed.is_in_force:
        paid = order.paid_minor - order.refunded_minor
        untils.append(plans.keeps_until(agreed.parts, paid_minor=paid, grace=agreed.grace))
    return max((each for each in untils if each is not None), default=None)


def longest_pending(tx: Transaction, order: Order) -> timedelta:
    """How long a pending payment may keep places: the event's word, within the installation's."""
    most = runtime.current().settings.longest_pending_seconds
    terms = stored.find_terms(tx, order.event_id)
    own = terms.longest_pending_seconds if terms else None
    return timedelta(seconds=most if own is None else min(own, most))


def prolong(tx: Transaction, order: Order, until: datetime) -> None:
    """Keep order and stock until then."""
    order.expires_at = until
    if order.hold_id is not None:
        inventory.extend_hold(tx, order.hold_id, until=until)


def take_again(tx: Transaction, order: Order, until: datetime) -> bool:
    """Hold the places of an order that had lost them; False when they are gone."""
    try:
        order.hold_id = inventory.hold(tx, pools_of(tx, order), expires_at=until)
    except inventory.SoldOut:
        return False
    order.expires_at = until
    order.ended_at = None
    return True


def end(tx: Transaction, order: Order, action: Action, *, reason: str) -> None:
    """Leave the living states: give back what the order held or had sold, void its tickets.

    Payments that are not paid yet are let go: a page nobody should pay on any more, money that
    is authorized and was not collected.
    """
    had_places = order.state == OrderState.CONFIRMED
    move(tx, order, action)
    order.ended_at = tx.now
    order.expires_at = None
    if had_places:
        inventory.give_back(tx, pools_of(tx, order))
        tickets.void(tx, reference=order.id, reason=reason)
        transfers.end_open(tx, order.id)
    elif order.hold_id is not None:
        inventory.release(tx, order.hold_id, lapsed=action is Action.EXPIRE)
    let_go(tx, order)


def let_go(tx: Transaction, order: Order) -> None:
    """Nobody wants its open payments any more; authorizations are voided where that is offered."""
    payments.abandon(tx, order.id)
    for each in payments.list_payments_of(tx, order.id):
        if each.state == AUTHORIZED:
            with suppress(*MOVED_ON):
                payments.request_void(tx, payment_id=each.id, key=f"let-go-{order.id}")


def pools_of(tx: Transaction, order: Order) -> dict[UUID, int]:
    """What the order takes, as its lines froze it, less what was given back: pool → places."""
    return merged(
        line.draws_of(line.left) for line in giving_back.list_sold(tx, order.id) if line.left
    )


def _from(order: Order, agreed: Agreed | None) -> datetime:
    """From when the cap counts: the order, or the day on which the next part is due."""
    if agreed is None or not agreed.is_in_force:
        return order.placed_at
    paid = order.paid_minor - order.refunded_minor
    part = plans.next_part(agreed.parts, paid_minor=paid)
    return order.placed_at if part is None else part.due_at
