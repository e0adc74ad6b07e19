"""Tables of orders."""

from turnout.modules.orders.models.answers import OrderAnswers
from turnout.modules.orders.models.buying import (
    MoneyState,
    Order,
    OrderAttendee,
    OrderFile,
    OrderLine,
    OrderPart,
    OrderPlan,
    OrderState,
    PaymentPlan,
    PaymentTerms,
)
from turnout.modules.orders.models.passes import OrderPassEvent
from turnout.modules.orders.models.refunds import LIVE, OrderRefund, RefundState
from turnout.modules.orders.models.rights import (
    BuyerTermsRow,
    OrderReturn,
    RefundKind,
    TicketTransfer,
    TransferState,
)

__all__ = [
    "LIVE",
    "BuyerTermsRow",
    "MoneyState",
    "Order",
    "OrderAnswers",
    "OrderAttendee",
    "OrderFile",
    "OrderLine",
    "OrderPart",
    "OrderPassEvent",
    "OrderPlan",
    "OrderRefund",
    "OrderReturn",
    "OrderState",
    "PaymentPlan",
    "PaymentTerms",
    "RefundKind",
    "RefundState",
    "TicketTransfer",
    "TransferState",
]
