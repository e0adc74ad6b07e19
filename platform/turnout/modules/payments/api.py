"""The front door of payments."""

from turnout.modules.payments.commands import add_commands
from turnout.modules.payments.errors import (
    BeingCaptured,
    BeingVoided,
    Disputed,
    MethodNotOffered,
    NotAuthorized,
    NotByHand,
    NotOffered,
    NotUnderReview,
    OnlyInFull,
    OperationKeyReused,
    OtherCurrency,
    PaymentNotFound,
    RefundKeyReused,
    TooMuchToCapture,
    TooMuchToRefund,
)
from turnout.modules.payments.hooks import RISK_WANTED
from turnout.modules.payments.models import Account, ReceivedBy, Source
from turnout.modules.payments.policies import READ
from turnout.modules.payments.provider_objects import ProviderObject
from turnout.modules.payments.queries.disputes import find_dispute
from turnout.modules.payments.queries.ledger import (
    ExportedEntry,
    LedgerPeriod,
    count_ledger,
    ledger_balance,
    list_booked,
    list_ledger,
    payment_balances,
)
from turnout.modules.payments.queries.payments import list_by_provider_ref, list_ids_of_reference
from turnout.modules.payments.queries.refunds import failed_among, succeeded_among, sum_returning
from turnout.modules.payments.risks import PaymentRisk
from turnout.modules.payments.service.captures import abandon, request_capture, request_void
from turnout.modules.payments.service.ledger import (
    PaymentToMatch,
    ReportedLine,
    ReportedPayment,
    apply_line,
    assume_refunded,
    book_line,
    find_to_match,
    list_moved,
    list_reported,
    list_to_match,
    list_unbooked,
    lock_for_line,
    mark_refund_sent,
    repair_ledger,
    take_report,
    without_refunds,
)
from turnout.modules.payments.service.operations import start
from turnout.modules.payments.service.payment_methods import list_methods, provider_title
from turnout.modules.payments.service.payments import (
    find_payment_of,
    get_payment,
    list_payments,
    list_payments_of,
    open_payment,
    review_payment,
    under_way_until,
)
from turnout.modules.payments.service.received import list_received, receive_payment
from turnout.modules.payments.service.refunds import list_held, request_refund
from turnout.modules.payments.service.webhooks import apply_report, refresh_payment, schedule_poll
from turnout.modules.payments.types import (
    Balance,
    BookedPayment,
    Dispute,
    FoundPayment,
    LedgerLineView,
    Payment,
    PaymentDetails,
    PaymentMethod,
    PaymentView,
    RefundView,
    Started,
)
from turnout_sdk.payments import NextAction
