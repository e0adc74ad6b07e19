"""Sales at the desk as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.orders import api as orders
from turnout.modules.received_payments import api as received_payments


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeskSale:
    """What is sold, and either the payment that was taken or until when the buyer may pay."""

    event_id: UUID
    lines: tuple[orders.BasketLine, ...]
    buyer_email: str
    buyer_name: str = ""
    locale: str = "en"
    attendees: tuple[orders.AttendeeInput, ...] = field(default=(), repr=False)
    payment: received_payments.NewReceivedPayment | None = None
    pay_until: datetime | None = None

    @property
    def basket(self) -> orders.Basket:
        return orders.Basket(
            event_id=self.event_id,
            lines=self.lines,
            buyer_email=self.buyer_email,
            buyer_name=self.buyer_name,
            locale=self.locale,
            attendees=self.attendees,
            is_at_desk=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSale:
    """An order that was sold at the desk."""

    order_id: UUID
    number: str
    event_id: UUID
    state: Annotated[str, one_of(["confirmed", "awaiting_payment"])]
    total_minor: int
    currency: str
    ticket_count: Annotated[int, "0 until it is paid."]
    pay_until: Annotated[datetime | None, "Until when the places are kept for the buyer's payment."]

    @classmethod
    def of(cls, order: orders.Order) -> "DeskSale":
        return cls(
            order_id=order.id,
            number=order.number,
            event_id=order.event_id,
            state=order.state,
            total_minor=order.total_minor,
            currency=order.currency,
            ticket_count=len(order.tickets),
            pay_until=order.expires_at,
        )
