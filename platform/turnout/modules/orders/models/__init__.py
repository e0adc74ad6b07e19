"""Tables of orders."""

from turnout.modules.orders.models.buying import (
    MoneyState,
    Order,
    OrderAnswers,
    OrderAttendee,
    OrderFile,
    OrderLine,
    OrderPart,
    OrderPlan,
    OrderRefund,
    OrderState,
    PaymentPlan,
    PaymentTerms,
)
from turnout.modules.orders.models.passes import OrderPassEvent
from turnout.modules.orders.models.rights import (
    BuyerTermsRow,
    OrderReturn,
    RefundKind,
    TicketTransfer,
    TransferState,
)

__all__ = [
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
    "TicketTransfer",
    "TransferState",
]
