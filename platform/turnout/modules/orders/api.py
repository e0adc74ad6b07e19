"""The front door of orders."""

from turnout.modules.orders.errors import NoSuchOrder
from turnout.modules.orders.queries.reading import find_id, get_order, list_money
from turnout.modules.orders.queries.taxing import OrderTaxes, list_taxes
from turnout.modules.orders.rules import Basket, Guest, Wish
from turnout.modules.orders.secrets import HEADER, order_secret, proves
from turnout.modules.orders.service.calling_off import may_return, return_order
from turnout.modules.orders.service.changing import (
    Changes,
    cancel_order,
    change_order,
    list_orders,
    open_order,
)
from turnout.modules.orders.service.deciding import accept_order, decline_order
from turnout.modules.orders.service.following import follow_payments
from turnout.modules.orders.service.paying import (
    Choice,
    PaymentStarted,
    WaysToPay,
    list_ways,
    start_payment,
    ways_to_pay,
)
from turnout.modules.orders.service.placing import place_order
from turnout.modules.orders.service.planning import create_plan
from turnout.modules.orders.service.returning import RefundAsked, refund_order
from turnout.modules.orders.views import (
    AttendeeView,
    LineView,
    OrderMoney,
    OrderSummary,
    OrderView,
    PlanOffer,
    PlanView,
)

__all__ = [
    "HEADER",
    "AttendeeView",
    "Basket",
    "Changes",
    "Choice",
    "Guest",
    "LineView",
    "NoSuchOrder",
    "OrderMoney",
    "OrderSummary",
    "OrderTaxes",
    "OrderView",
    "PaymentStarted",
    "PlanOffer",
    "PlanView",
    "RefundAsked",
    "WaysToPay",
    "Wish",
    "accept_order",
    "cancel_order",
    "change_order",
    "create_plan",
    "decline_order",
    "find_id",
    "follow_payments",
    "get_order",
    "list_money",
    "list_orders",
    "list_taxes",
    "list_ways",
    "may_return",
    "open_order",
    "order_secret",
    "place_order",
    "proves",
    "refund_order",
    "return_order",
    "start_payment",
    "ways_to_pay",
]
