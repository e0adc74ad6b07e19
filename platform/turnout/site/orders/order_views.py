"""What the templates show of one order to whoever holds its link."""

from dataclasses import dataclass, field
from typing import Literal

from turnout.site.events.event_views import FileView
from turnout.site.layout.views import EventCard, Link
from turnout.site.orders.payment_views import Papers, PayingView
from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineView:
    name: str
    quantity: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """The event's own page, to tell others about; nothing of the order is in it."""

    url: str
    title: str
    mail_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTicketView:
    name: str
    attendee: str
    code: str
    qr_svg: str
    """An SVG drawn by ourselves from the signed code; safe to place in the page."""
    state: Literal["valid", "void", "checked_in", "passed_on"]
    when: str = ""
    """Of its own event, where the order admits to several."""
    event_title: str = ""
    place: str = ""
    code_url: str = ""
    attendee_url: str | None = None
    """None: nothing can be changed any more."""
    offer_url: str | None = None
    offered_to: str = ""
    """To whom it is offered at the moment."""
    withdraw_url: str = ""


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
    calendar: tuple[Link, ...] = ()
    share: ShareView | None = None
    pdf_url: str | None = None
    state_url: str = ""
    mark: str = ""
    """Changes with whatever the page would show; what a waiting page compares."""
    paying: PayingView | None = None
    papers: Papers = field(default_factory=Papers)
    was_charged: bool = False
    error: str = ""
    """What was wrong with what the buyer just asked for."""
    done: str = ""
    """What the buyer just did, said once."""
    resend_url: str | None = None
    pay_url: str | None = None
    cancel_url: str | None = None
    return_url: str | None = None
    """Where the buyer has the money back, when the organizer offered it."""
    refunded: Money | None = None
    join_url: str | None = None
    """Where the event takes place online; only with a valid ticket."""
    files: tuple[FileView, ...] = ()
    """What the organizer gives to ticket holders; only with a valid ticket."""
