"""The front door of payments."""

from turnout.modules.payments.errors import (
    Disputed,
    NoSuchPayment,
    RefundKeyReused,
    TooMuchToRefund,
)
from turnout.modules.payments.queries.ledger import ledger_balance, list_booked
from turnout.modules.payments.records import (
    Balance,
    BookedPayment,
    PaymentDetails,
    PaymentView,
    Started,
)
from turnout.modules.payments.service.carrying import start
from turnout.modules.payments.service.opening import (
    find_payment_of,
    list_payments_of,
    open_payment,
    request_refund,
    under_way_until,
)
from turnout.modules.payments.service.polling import refresh_payment
from turnout.modules.payments.service.reading import get_payment, list_payments

__all__ = [
    "Balance",
    "BookedPayment",
    "Disputed",
    "NoSuchPayment",
    "PaymentDetails",
    "PaymentView",
    "RefundKeyReused",
    "Started",
    "TooMuchToRefund",
    "find_payment_of",
    "get_payment",
    "ledger_balance",
    "list_booked",
    "list_payments",
    "list_payments_of",
    "open_payment",
    "refresh_payment",
    "request_refund",
    "start",
    "under_way_until",
]
