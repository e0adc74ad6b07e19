"""Transitions: the only place where an order changes its state."""

from contextlib import suppress

from turnout.kernel import clock
from turnout.kernel.db.tx import Transaction
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import hooks, rules
from turnout.modules.orders.errors import OrderLapsed
from turnout.modules.orders.facts import OrderStateChanged
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service.holds import AUTHORIZED, reserved_quantities
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets

NOTHING_TO_VOID = (payments.BeingCaptured, payments.NotAuthorized, payments.NotOffered)
"""Nothing is left to let go, or it cannot be: money that still comes goes back."""


def transition(tx: Transaction, order: Order, action: Action) -> None:
    """Change the state as the table allows, or NotAllowed. The order is locked by the caller."""
    before = OrderState(order.state)
    after = rules.ORDER_TABLE.next(before, action)
    if after is before:
        return
    order.state = after.value
    tx.publish(
        OrderStateChanged(
            order_id=order.id, event_id=order.event_id, before=before.value, after=after.value
        )
    )


def require_not_expired(order: Order) -> None:
    lapsed = order.expires_at is not None and order.expires_at <= clock.now()
    if order.state == OrderState.EXPIRED or (lapsed and order.state == OrderState.HELD):
        raise OrderLapsed


def close_order(tx: Transaction, order: Order, action: Action, *, reason: str) -> None:
    """Leave the living states: give back what the order held or had sold, void its tickets.

    Payments that are not paid yet are let go: a page nobody should pay on any more, money that
    is authorized and was not collected.
    """
    had_places = order.state == OrderState.CONFIRMED
    transition(tx, order, action)
    order.ended_at = tx.now
    order.expires_at = None
    if had_places:
        inventory.restock(tx, reserved_quantities(tx, order))
        tickets.void(tx, reference=order.id, reason=reason)
        hooks.tickets_voided(tx, order.id)
    elif order.hold_id is not None:
        inventory.release(tx, order.hold_id, lapsed=action is Action.EXPIRE)
    abandon_payments(tx, order)


def abandon_payments(tx: Transaction, order: Order) -> None:
    """Nobody wants its open payments any more; authorizations are voided where that is offered."""
    payments.abandon(tx, order.id)
    for each in payments.list_payments_of(tx, order.id):
        if each.state == AUTHORIZED:
            with suppress(*NOTHING_TO_VOID):
                payments.request_void(tx, payment_id=each.id, key=f"let-go-{order.id}")
