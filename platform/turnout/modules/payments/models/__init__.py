"""Tables of payments, and the words that they use."""

from turnout.modules.payments.models.ledger import LedgerEntry, LedgerLine, PlatformFee
from turnout.modules.payments.models.paying import (
    Payment,
    PaymentDelivery,
    PaymentFact,
    PaymentOperation,
    Refund,
)
from turnout.modules.payments.models.words import (
    Account,
    Decision,
    DeliveryState,
    FeeRoute,
    OperationState,
    PaymentState,
    RefundState,
    Source,
)

__all__ = [
    "Account",
    "Decision",
    "DeliveryState",
    "FeeRoute",
    "LedgerEntry",
    "LedgerLine",
    "OperationState",
    "Payment",
    "PaymentDelivery",
    "PaymentFact",
    "PaymentOperation",
    "PaymentState",
    "PlatformFee",
    "Refund",
    "RefundState",
    "Source",
]
