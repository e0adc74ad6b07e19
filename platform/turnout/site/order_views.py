"""What the templates show of one order to whoever holds its link."""

from dataclasses import dataclass, field
from typing import Literal

from turnout.site.event_views import FileView
from turnout.site.paying_views import Papers, PayingView
from turnout.site.views import EventCard
from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineView:
    name: str
    quantity: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTicketView:
    name: str
    attendee: str
    code: str
    qr_svg: str
    """An SVG drawn by ourselves from the signed code; safe to place in the page."""
    state: Literal["valid", "void", "checked_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    number: str
    state: Literal[
        "held",
        "awaiting_approval",
        "awaiting_payment",
        "under_review",
        "confirmed",
        "expired",
        "cancelled",
    ]
    event: EventCard
    buyer: str
    email: str
    lines: tuple[OrderLineView, ...]
    total: Money
    tickets: tuple[OrderTicketView, ...]
    calendar_url: str | None = None
    pdf_url: str | None = None
    state_url: str = ""
    mark: str = ""
    """Changes with whatever the page would show; what a waiting page compares."""
    paying: PayingView | None = None
    papers: Papers = field(default_factory=Papers)
    was_charged: bool = False
    error: str = ""
    """What was wrong with what the buyer just asked for."""
    pay_url: str | None = None
    cancel_url: str | None = None
    return_url: str | None = None
    """Where the buyer has the money back, when the organizer offered it."""
    refunded: Money | None = None
    join_url: str | None = None
    """Where the event takes place online; only with a valid ticket."""
    files: tuple[FileView, ...] = ()
    """What the organizer gives to ticket holders; only with a valid ticket."""
