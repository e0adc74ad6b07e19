"""What is found of orders and attendees, what is looked for, and saved views."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.modules.checkin import api as checkin
from turnout.modules.transfers import api as transfers

ORDER_STATES: Final = (
    "held", "awaiting_approval", "awaiting_payment", "under_review", "confirmed", "expired",
    "cancelled",
)  # fmt: skip


class OrderSort(StrEnum):
    """A minus in front: the last, largest or latest first."""

    NEWEST = "-placed_at"
    OLDEST = "placed_at"
    LARGEST = "-total"
    SMALLEST = "total"
    NAME = "name"
    NAME_BACKWARDS = "-name"


class AttendeeSort(StrEnum):
    NEWEST = "-placed_at"
    OLDEST = "placed_at"
    NAME = "name"
    NAME_BACKWARDS = "-name"


class ListKind(StrEnum):
    ORDERS = "orders"
    ATTENDEES = "attendees"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """What orders are looked for; None leaves a filter out. Times include from, exclude before."""

    event_id: UUID | None = None
    state: tuple[str, ...] | None = None
    money_state: tuple[str, ...] | None = None
    ticket_type_id: UUID | None = None
    tag_id: UUID | None = None
    channel: str | None = None
    placed_from: datetime | None = None
    placed_before: datetime | None = None
    amount_from: int | None = None
    amount_to: int | None = None
    checked_in: bool | None = None
    q: str | None = None
    ids: tuple[UUID, ...] | None = None
    """Chosen one by one; no list is asked for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeFilter:
    """What attendees are looked for; None leaves a filter out."""

    event_id: UUID | None = None
    state: tuple[str, ...] | None = None
    order_state: tuple[str, ...] | None = None
    ticket_type_id: UUID | None = None
    tag_id: UUID | None = None
    placed_from: datetime | None = None
    placed_before: datetime | None = None
    checked_in: bool | None = None
    q: str | None = None
    ids: tuple[UUID, ...] | None = None
    """Lines chosen one by one, also by what they were before there was a ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrder:
    """An order in a list; amounts are minor units of `currency`. A few seconds old at most."""

    id: UUID
    number: str
    event_id: UUID
    state: str
    money_state: str
    currency: str
    total_minor: int
    paid_minor: int
    refunded_minor: int
    buyer_name: str
    buyer_email: str
    channel: Annotated[str, "Where it was sold: `web`, `box_office` …"]
    placed_at: datetime
    confirmed_at: datetime | None
    ticket_type_ids: list[UUID]
    tag_ids: list[UUID]
    attendee_count: int
    checked_in_count: int
    name_key: Annotated[str, INTERNAL] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAttendee:
    """An attendee in a list: one line for each ticket, or one while there is none."""

    id: Annotated[UUID, "Of the line: the ticket's, or the attendee's while there is no ticket"]
    attendee_id: UUID
    order_id: UUID
    order_number: str
    order_state: str
    event_id: UUID
    ticket_type_id: UUID
    ticket_id: UUID | None
    state: Annotated[str, "`none` without a ticket, else `valid`, `void` or `refunded`"]
    name: str
    email: str
    is_transferred: bool
    is_checked_in: bool
    placed_at: datetime
    tag_ids: list[UUID]
    is_order_open: Annotated[
        bool, "False: the order is of another event than is open, and admits here by a pass"
    ] = True
    name_key: Annotated[str, INTERNAL] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many a filter finds."""

    component: ClassVar[str] = "OrderSearchCount"
    count: int
    is_exact: Annotated[bool, "False: there are more than `count`; counting stopped there"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeTicket:
    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    state: str
    holder_name: str
    holder_email: str
    is_transferred: bool
    issued_at: datetime
    voided_at: datetime | None
    void_reason: str | None
    checkins: list[checkin.TicketCheckin]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeDetail:
    """One attendee: answers, order, tickets with check-ins, transfers and tags."""

    id: UUID
    order_id: UUID
    order_number: str
    order_state: str
    event_id: UUID
    ticket_type_id: UUID
    name: str
    email: str
    buyer_name: str
    buyer_email: str
    answers: dict[str, Any] = field(repr=False)
    tickets: list[AttendeeTicket]
    transfers: list[transfers.Transfer]
    tag_ids: list[UUID]
    is_order_open: Annotated[
        bool,
        "False where a pass of another event admits to one of yours: its order and buyer are closed"
        " to you.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedOrder:
    """What of an order its lines and words in the index are made of."""

    id: UUID
    number: str
    state: str
    buyer_name: str
    buyer_email: str
    event_id: UUID
    placed_at: datetime
    answers: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedLine:
    """An attendee with one of their tickets, or with none."""

    order_id: UUID
    attendee_id: UUID
    ticket_type_id: UUID
    ticket_id: UUID | None
    event_id: UUID | None
    state: str
    name: str
    email: str
    is_transferred: bool
    answers: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """Filters, columns and sort of a list under a name."""

    id: UUID
    kind: Annotated[str, one_of(ListKind)]
    name: str
    filters: dict[str, Any]
    columns: list[str]
    sort: str
    is_shared: Annotated[bool, "Everybody who sees the list may use it"]
    user_id: Annotated[UUID, "Who saved it"]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewView:
    kind: str
    name: str
    filters: dict[str, Any]
    columns: tuple[str, ...]
    sort: str
    is_shared: bool
