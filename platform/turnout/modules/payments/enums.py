"""States, sources and accounts of payments."""

from enum import StrEnum
from typing import Final


class PaymentState(StrEnum):
    PENDING = "pending"
    """Not asked for yet, or being asked for right now."""
    UNKNOWN = "unknown"
    """Asked for; what became of it is being found out."""
    NEEDS_ACTION = "needs_action"
    PROCESSING = "processing"
    """The buyer did their part; the bank has not reported."""
    AUTHORIZED = "authorized"
    SUCCEEDED = "succeeded"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"
    FAILED = "failed"
    CANCELLED = "cancelled"


MAY_STILL_BE_PAID: Final = frozenset(
    {
        PaymentState.PENDING,
        PaymentState.UNKNOWN,
        PaymentState.NEEDS_ACTION,
        PaymentState.PROCESSING,
        PaymentState.AUTHORIZED,
    }
)


class OperationState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    UNKNOWN = "unknown"
    DONE = "done"
    FAILED = "failed"


class RefundState(StrEnum):
    REQUESTED = "requested"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class DeliveryState(StrEnum):
    RECEIVED = "received"
    DONE = "done"
    IGNORED = "ignored"
    FOREIGN = "foreign"
    DEAD = "dead"


class Source(StrEnum):
    ANSWER = "answer"
    WEBHOOK = "webhook"
    POLL = "poll"
    STATEMENT = "statement"
    """A bank statement that somebody brought."""
    REPORT = "report"
    """The provider's own report of what it settled."""


class Decision(StrEnum):
    """A person's decision about a payment under review."""

    APPROVED = "approved"
    REFUSED = "refused"


class FeeRoute(StrEnum):
    """How the platform gets its fee of a payment."""

    NONE = "none"
    PROVIDER = "provider"
    """The provider keeps it back for the platform."""
    OWED = "owed"
    """The organization gets all and owes it."""


class Account(StrEnum):
    """Debits are positive. What the provider owes us is an asset, what we sold is income."""

    PROVIDER_RECEIVABLE = "provider_receivable"
    SALES = "sales"
    FEES = "fees"
    REFUNDS = "refunds"
    DISPUTES = "disputes"
    DISPUTE_LOSSES = "dispute_losses"
    HELD_FOR_REVIEW = "held_for_review"
    PLATFORM_FEES = "platform_fees"
    """The platform's fees: a cost of the organization."""
    PLATFORM_PAYABLE = "platform_payable"
    """The part of the fees that the organization still owes the platform."""
    BANK = "bank"
    ADJUSTMENTS = "adjustments"
    """Amounts that the provider credited or debited without a payment of ours."""
