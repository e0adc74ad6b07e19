"""What is announced of payment links."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLinkMade(Fact):
    """Somebody of the organization took an order's link to pay, or had it mailed."""

    name: ClassVar[str] = "payment_links.made.v1"
    order_id: UUID
    event_id: UUID
    pay_until: datetime | None
    is_mailed: bool
