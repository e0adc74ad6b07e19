"""Tables of orders."""

from turnout.modules.orders.models.answers import OrderAnswers, OrderFile
from turnout.modules.orders.models.order import (
    MoneyState,
    Order,
    OrderAttendee,
    OrderLine,
    OrderPassEvent,
    OrderState,
)
from turnout.modules.orders.models.plans import (
    OrderInstalment,
    OrderPlan,
    PaymentPlan,
    PaymentTerms,
)
from turnout.modules.orders.models.refunds import LIVE, OrderRefund, OrderReturn, RefundState
from turnout.modules.orders.models.terms import BuyerTermsRow, RefundKind

__all__ = [
    "LIVE",
    "BuyerTermsRow",
    "MoneyState",
    "Order",
    "OrderAnswers",
    "OrderAttendee",
    "OrderFile",
    "OrderInstalment",
    "OrderLine",
    "OrderPassEvent",
    "OrderPlan",
    "OrderRefund",
    "OrderReturn",
    "OrderState",
    "PaymentPlan",
    "PaymentTerms",
    "RefundKind",
    "RefundState",
]
