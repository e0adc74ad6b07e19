"""What is announced of money that people took."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceived(Fact):
    """Somebody of the organization recorded money that they took for an order."""

    name: ClassVar[str] = "received_payments.recorded.v1"
    payment_id: UUID
    order_id: UUID
    event_id: UUID
    method: str
    amount_minor: int
    currency: str
