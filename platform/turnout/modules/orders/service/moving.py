"""The one place where an order changes its state: by its table, and told to whoever listens."""

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders import rules
from turnout.modules.orders.facts import OrderMoved
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.rules import Action


def move(tx: Transaction, order: Order, action: Action) -> None:
    """Change the state as the table allows, or NotAllowed. The order is locked by the caller."""
    before = OrderState(order.state)
    after = rules.ORDER_TABLE.next(before, action)
    if after is before:
        return
    order.state = after.value
    tx.publish(
        OrderMoved(
            order_id=order.id, event_id=order.event_id, before=before.value, after=after.value
        )
    )
