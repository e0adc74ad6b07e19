"""Facts of payments. `reference` is whatever the payment was opened for; we do not know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSettled(Fact):
    """So much more was collected and matches what was asked for."""

    name: ClassVar[str] = "payments.settled.v1"
    payment_id: UUID
    reference: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFailed(Fact):
    """The provider declined, or it could not be asked in time. No money will come."""

    name: ClassVar[str] = "payments.failed.v1"
    payment_id: UUID
    reference: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRefunded(Fact):
    """Money went back. `refund_id` is our refund's, or derived for one made at the provider."""

    name: ClassVar[str] = "payments.refunded.v1"
    payment_id: UUID
    refund_id: UUID
    reference: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRefundFailed(Fact):
    """A refund of ours will not happen; its amount can be refunded again.

    `is_refused`: the provider understood and said no, so the same would be refused again.
    """

    name: ClassVar[str] = "payments.refund-failed.v1"
    payment_id: UUID
    refund_id: UUID
    reference: UUID
    amount_minor: int
    currency: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDisputed(Fact):
    """The buyer's bank took the money back for now (`open`), for good (`lost`) or not (`won`)."""

    name: ClassVar[str] = "payments.disputed.v1"
    payment_id: UUID
    dispute_id: UUID
    reference: UUID
    stage: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentHeldForReview(Fact):
    """The provider's facts do not fit what was asked for: a person has to review the payment."""

    name: ClassVar[str] = "payments.held-for-review.v1"
    payment_id: UUID
    reference: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRiskAssessed(Fact):
    """What the provider says of the risk of fraud is news: `level` is what it amounts to by now.

    It is normal, elevated, highest, or blocked where a try was refused because of it.
    """

    name: ClassVar[str] = "payments.risk-assessed.v1"
    payment_id: UUID
    reference: UUID
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAuthorized(Fact):
    """The buyer's bank keeps the money ready; somebody has to collect it before `expires_at`."""

    name: ClassVar[str] = "payments.authorized.v1"
    payment_id: UUID
    reference: UUID
    amount_minor: int
    currency: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentVoided(Fact):
    """The payment was let go before anything was collected. No money will come."""

    name: ClassVar[str] = "payments.voided.v1"
    payment_id: UUID
    reference: UUID
