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
from turnout.modules.payments.models import Account, Source
from turnout.modules.payments.objects import Thing
from turnout.modules.payments.queries.comparing import failed_among, list_booked, sum_returning
from turnout.modules.payments.queries.ledger import (
    ExportedEntry,
    LedgerPeriod,
    count_ledger,
    ledger_balance,
    list_ledger,
)
from turnout.modules.payments.service.carrying import start
from turnout.modules.payments.service.choosing import list_methods
from turnout.modules.payments.service.collecting import request_capture
from turnout.modules.payments.service.letting_go import abandon, request_void
from turnout.modules.payments.service.opening import (
    find_payment_of,
    list_payments_of,
    open_payment,
    under_way_until,
)
from turnout.modules.payments.service.payouts import (
    ReportedLine,
    ReportedPayment,
    book_line,
    list_moved,
    list_reported,
    list_unbooked,
    mend_books,
    take_report,
)
from turnout.modules.payments.service.polling import look_after, refresh_payment
from turnout.modules.payments.service.reading import get_payment, list_payments
from turnout.modules.payments.service.receiving import take_updates
from turnout.modules.payments.service.refunding import list_held, request_refund
from turnout.modules.payments.service.reviewing import decide_review
from turnout.modules.payments.service.statements import (
    ExpectedPayment,
    apply_line,
    find_expected,
    list_expected,
    lock_for_line,
    mark_refund_sent,
    without_refunds,
)
from turnout.modules.payments.types import (
    Action,
    Balance,
    BookedPayment,
    LedgerLineView,
    PaymentDetails,
    PaymentMethod,
    PaymentView,
    RefundView,
    Started,
)
