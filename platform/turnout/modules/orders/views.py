"""An order as it crosses the module's border: frozen, complete, without secrets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    id: UUID
    ticket_type_id: UUID
    name: str
    quantity: int
    unit_minor: int
    tax_rate_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeView:
    id: UUID
    ticket_type_id: UUID
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTicket:
    id: UUID
    attendee_id: UUID
    ticket_type_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """Amounts are minor units of `currency`; instants are UTC."""

    id: UUID
    number: str
    event_id: UUID
    state: str
    money_state: str
    currency: str
    net_minor: int
    tax_minor: int
    total_minor: int
    paid_minor: int
    refunded_minor: int
    buyer_email: str
    buyer_name: str
    locale: str
    placed_at: datetime
    expires_at: datetime | None
    confirmed_at: datetime | None
    lines: list[LineView]
    attendees: list[AttendeeView]
    tickets: list[OrderTicket]

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def places(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMoney:
    """An order's amounts and states, for whoever compares books; minor units of `currency`."""

    id: UUID
    number: str
    state: str
    money_state: str
    currency: str
    total_minor: int
    paid_minor: int
    refunded_minor: int
    asked_back_minor: int
    """Refunds that were asked for and have neither arrived nor failed."""
    places: int
    valid_tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSummary:
    """One row of an organizer's list."""

    id: UUID
    number: str
    event_id: UUID
    state: str
    money_state: str
    currency: str
    total_minor: int
    buyer_email: str
    buyer_name: str
    placed_at: datetime
