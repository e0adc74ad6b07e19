"""Orders as they cross the module's border: frozen, complete, without secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

import msgspec
from marshmallow import fields as schema_fields

from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.modules.discounts import api as discounts
from turnout.modules.orders.models import OrderRow
from turnout.modules.orders.terms.types import PlanOffer
from turnout.modules.payments import api as payments
from turnout.modules.price_rules import api as price_rules
from turnout.modules.tickets import api as tickets
from turnout_sdk.money import Money
from turnout_sdk.payments import Flow

VERSION_BYTES = 7
"""So that it has no more digits than `If-Match` takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    id: UUID
    ticket_type_id: UUID
    name: str
    quantity: int
    unit_minor: int
    tax_rate_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int
    seats: Annotated[dict[UUID, int], "Attendees that the line asks for, by ticket type."]
    returned: Annotated[int, "Units that the buyer gave back; amounts stay as they were sold."] = 0
    discount_minor: Annotated[int, "What codes took off each unit; `unit_minor` is the rest."] = 0
    price_rule: Annotated[
        price_rules.LinePriceRule | None, "How the price came about; null without price rules."
    ] = None

    @property
    def title(self) -> str:
        """What buyers read: the ticket type, and the rule that made its price."""
        rule = self.price_rule.name if self.price_rule else ""
        return f"{self.name} · {rule}" if rule else self.name

    @property
    def places(self) -> int:
        return sum(self.seats.values()) * (self.quantity - self.returned) // self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAttendee:
    id: UUID
    ticket_type_id: UUID
    name: str
    email: str
    answers: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTicket:
    id: UUID
    attendee_id: UUID
    event_id: Annotated[UUID, "Of a pass, each ticket has its own."]
    ticket_type_id: UUID
    state: str
    is_transferred: Annotated[
        bool, "Somebody else holds it; its attendee is not shown to the buyer."
    ] = False

    @classmethod
    def of(cls, ticket: tickets.Ticket) -> Self:
        return from_attributes(cls, ticket)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAttendee:
    """Somebody who has a ticket for an event, as its organizer lists them."""

    ticket_id: UUID
    order_id: UUID
    order_number: str
    attendee_id: UUID
    ticket_type_id: UUID
    name: str
    email: str
    state: Annotated[str, "`valid`, `void` or `refunded`."]
    is_transferred: Annotated[bool, "The ticket was passed on to who is named here."]
    issued_at: datetime
    answers: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDiscount:
    """A discount code that an order used."""

    code: str
    amount_minor: Annotated[int, "What it took off the order; 0: it only opened ticket types."]

    @classmethod
    def of(cls, used: discounts.Redemption) -> Self:
        return from_attributes(cls, used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
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
    lines: list[OrderLine]
    attendees: list[OrderAttendee]
    tickets: list[OrderTicket]
    answers: dict[str, Any] = field(default_factory=dict, repr=False)
    """Answers to questions about the order; attendees have their own."""
    accepted_terms: Annotated[int | None, "The version of the terms that was agreed to."] = None
    accepted_privacy: Annotated[int | None, "The privacy policy's that was shown with it."] = None
    accepted_at: datetime | None = None
    needs_approval: Annotated[bool, "Complete, it is sent to the organizer, who decides."] = False
    applied_at: Annotated[datetime | None, "When the application was sent."] = None
    approved_at: datetime | None = None
    discounts: list[OrderDiscount] = field(default_factory=list)

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def savings(self) -> list[tuple[str, Money]]:
        """What each code took off; one that only opened ticket types is not among them."""
        took = [each for each in self.discounts if each.amount_minor]
        return [(each.code, Money(each.amount_minor, self.currency)) for each in took]

    @property
    def places(self) -> int:
        return sum(line.places for line in self.lines)

    @property
    def version(self) -> int:
        """Another number once anything that the order shows is another; no count of changes.

        An order changes by its lines, attendees, answers, tickets and money, of which each has
        rows of its own: what is shown is the one thing that all of them change.
        """
        return int.from_bytes(sha256(msgspec.json.encode(self)).digest()[:VERSION_BYTES])


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredOrder(Order):
    """An order as the API answers it: `secret` stands in answers to its buyer only."""

    component: ClassVar[str] = "OrdersOrder"
    secret: Annotated[
        str,
        schema_fields.String(
            metadata={"description": "Opens the order to its buyer; only in answers to the buyer."}
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Address, name and language of a buyer."""

    email: str
    name: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMoney:
    """Tickets that were given back at once, and whether their money went; minor units."""

    id: UUID
    amount_minor: int
    missing_minor: int
    """Was asked back, and neither arrived nor is on its way, by the word of the payments."""
    is_left: bool
    """It is not requested again by itself: a person has to decide."""


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
    """Refunds that have neither arrived nor failed, by the word of the payments."""
    places: int
    forfeited_minor: int
    """The amount an ended order does not get back: a deposit, or what its buyer's terms retain."""
    released_minor: int
    """The sum of the returns of a living order."""
    valid_tickets: int
    settled_minor: int = 0
    """Refunds that failed and that a person saw to another way."""
    left_minor: int = 0
    """Refunds that are owed, belong to no return, failed, and are not asked for again."""
    returns: tuple[ReturnMoney, ...] = ()
    """Oldest first, those whose refunds are known."""


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

    @classmethod
    def of(cls, row: OrderRow) -> Self:
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """A line as it stands: `left` units of `quantity` are still the buyer's."""

    id: UUID
    ticket_type_id: UUID
    quantity: int
    left: int
    unit_minor: int
    draws: Mapping[UUID, int]
    """Pool → places of the whole `quantity`."""
    seats: Mapping[UUID, int]
    """Ticket type → attendees of the whole `quantity`."""

    @property
    def is_plain(self) -> bool:
        return dict(self.seats) == {self.ticket_type_id: self.quantity}

    def draws_of(self, units: int) -> dict[UUID, int]:
        """The places of so many units. Every unit of a line takes the same."""
        return {pool: number * units // self.quantity for pool, number in self.draws.items()}

    @property
    def seats_left(self) -> int:
        return sum(self.seats.values()) * self.left // self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequested:
    """A refund that was asked of the provider; `return_id` are the tickets that it pays for."""

    component: ClassVar[str] = "OrdersRefund"
    refund_id: UUID
    order_id: UUID
    amount_minor: int
    currency: str
    state: str
    return_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    """Money that goes back to the buyer; `is_done` once the provider said that it did."""

    amount_minor: int
    requested_at: datetime
    is_done: bool


@dataclass(frozen=True, slots=True)
class RefundReason:
    """The reason of a refund, and the return that it pays for."""

    reason: str
    return_id: UUID | None = None
    is_owed: bool = True
    """False: the organizer gives it besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChoice:
    """A buyer's choice of how to pay; None takes the first that fits.

    `keeps_plan` leaves the plan that was chosen before; else `plan_id` says it, and None is no
    plan. `everything` pays all that is left instead of the part that is due.
    """

    connection_id: UUID | None = None
    method: str | None = None
    country: str | None = None
    plan_id: UUID | None = None
    keeps_plan: bool = True
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Instruction:
    """One line by which to pay, shown as it is."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """The buyer's next step, by the `flow` of the chosen method."""

    flow: Annotated[str, one_of(Flow)]
    redirect_url: str | None
    client_token: Annotated[str | None, "For the provider's own fields on your page."] = field(
        repr=False
    )
    client_options: Annotated[
        dict[str, str],
        "Public values that those fields want beside the token. `module` is the script of this"
        " site that draws them, where there is one.",
    ]
    instructions: Annotated[list[Instruction], "Show them in this order."] = field(repr=False)
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStarted:
    """A started payment; without `next_action` there is none, or the provider is still asked."""

    order_id: UUID
    payment_id: UUID
    state: str
    amount_minor: int
    currency: str
    redirect_url: str | None
    next_action: NextAction | None

    def without_token(self) -> Self:
        """As it may be kept: the provider's token is sealed with the payment alone."""
        action = self.next_action and replace(self.next_action, client_token=None)
        return replace(self, next_action=action)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOptions:
    """The amounts due and left, and how they may be paid; minor units of `currency`."""

    component: ClassVar[str] = "OrdersWaysToPay"
    currency: str
    due_minor: int
    left_minor: int
    items: list[payments.PaymentMethod]
    plans: list[PlanOffer]
    plan_id: UUID | None
    """The plan that was chosen or is in force."""
    under_way: PaymentStarted | None
    """The payment that is open now: its instructions or page are shown again."""
    last_attempt_failed: bool = False
    """The newest payment did not go through, and no other was opened since."""
