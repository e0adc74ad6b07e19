"""Sales at the desk as they cross the module's border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.checkin import api as checkin
from turnout.modules.orders import api as orders
from turnout.modules.received_payments import api as received_payments


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeskSale:
    """What is sold, and either the payment that was taken or until when the buyer may pay.

    What costs nothing has neither. `admits` lets the buyers in by a list, in the same commit.
    """

    event_id: UUID
    lines: tuple[orders.BasketLine, ...]
    buyer_email: str = ""
    buyer_name: str = ""
    locale: str = "en"
    attendees: tuple[orders.AttendeeInput, ...] = field(default=(), repr=False)
    member_number: str = field(default="", repr=False)
    currency: str = ""
    payment: received_payments.NewReceivedPayment | None = None
    pay_until: datetime | None = None
    total_minor: int | None = None
    admits: bool = False
    list_id: UUID | None = None
    prints_badges: bool = False
    print_station_id: UUID | None = None
    gate: str = ""
    device: str = ""

    @property
    def basket(self) -> orders.Basket:
        return orders.Basket(
            event_id=self.event_id,
            lines=self.lines,
            buyer_email=self.buyer_email,
            buyer_name=self.buyer_name,
            locale=self.locale,
            attendees=self.attendees,
            member_number=self.member_number,
            currency=self.currency,
            is_at_desk=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTicket:
    """A ticket that was sold, and what came of letting its holder in."""

    component: ClassVar = "BoxOfficeTicket"
    ticket_id: UUID
    ticket_type_id: UUID
    name: str
    admission: Annotated[
        str | None,
        one_of(checkin.Reason, allow_none=True),
        "Null: nobody asked to let them in, or it is of another event",
    ]
    print_job_id: Annotated[UUID | None, "Its badge on its way through a print station"] = None


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
    tickets: Sequence[DeskTicket] = ()
    badge_print_run_id: Annotated[
        UUID | None,
        "Where the badges are that the browser prints; null: none was asked for or has a layout,"
        " or a print station has them",
    ] = None

    @classmethod
    def of(
        cls, order: orders.Order, tickets: Sequence[DeskTicket], run_id: UUID | None
    ) -> "DeskSale":
        return cls(
            order_id=order.id,
            number=order.number,
            event_id=order.event_id,
            state=order.state,
            total_minor=order.total_minor,
            currency=order.currency,
            ticket_count=len(order.tickets),
            pay_until=order.expires_at,
            tickets=tickets,
            badge_print_run_id=run_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPrice:
    """What a ticket type is listed at where the team sells it."""

    component: ClassVar = "BoxOfficePrice"
    ticket_type_id: UUID
    is_sold: Annotated[bool, "Whether the box office sells it"]
    prices: Annotated[
        Mapping[str, int], "By currency, in minor units, as the ticket type states its prices"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOffer:
    """A ticket type that is on sale now, as a device sells it."""

    component: ClassVar = "BoxOfficeOffer"
    ticket_type_id: UUID
    name: str
    price_minor: Annotated[int, "Of one, with its tax"]
    currency: Annotated[str, "That of the request, or the event's own"]
    currencies: Annotated[Sequence[str], "In which the event is sold, its own first"]
    currency_digits: Annotated[int, "After the currency's unit"]
    places: Annotated[int, "How many come by one: 8 for a table of eight"]
    maximum: Annotated[int, "How many one order takes"]
    remaining: Annotated[int, "Places that are left"]
