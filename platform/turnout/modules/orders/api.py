"""The front door of orders."""

from turnout.modules.orders.errors import NoSuchOrder
from turnout.modules.orders.queries.reading import find_id, get_order, list_money
from turnout.modules.orders.rules import Basket, Guest, Wish
from turnout.modules.orders.secrets import order_secret, proves
from turnout.modules.orders.service.changing import (
    Changes,
    cancel_order,
    change_order,
    list_orders,
    open_order,
)
from turnout.modules.orders.service.paying import (
    PaymentStarted,
    RefundAsked,
    follow_payments,
    refund_order,
    start_payment,
)
from turnout.modules.orders.service.placing import place_order
from turnout.modules.orders.views import (
    AttendeeView,
    LineView,
    OrderMoney,
    OrderSummary,
    OrderView,
)

__all__ = [
    "AttendeeView",
    "Basket",
    "Changes",
    "Guest",
    "LineView",
    "NoSuchOrder",
    "OrderMoney",
    "OrderSummary",
    "OrderView",
    "PaymentStarted",
    "RefundAsked",
    "Wish",
    "cancel_order",
    "change_order",
    "find_id",
    "follow_payments",
    "get_order",
    "list_money",
    "list_orders",
    "open_order",
    "order_secret",
    "place_order",
    "proves",
    "refund_order",
    "start_payment",
]
