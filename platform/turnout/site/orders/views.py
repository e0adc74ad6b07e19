"""What the templates show of one order and of paying it, to whoever holds its link."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from turnout.site.events.views import FileView
from turnout.site.layout.views import EventCard, Link
from turnout_sdk.money import Money

Mark = Literal["card", "bank", "wallet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayWay:
    """One way to pay, by the words of whoever offers it."""

    value: str
    title: str
    hint: str
    is_chosen: bool
    mark: Mark = "wallet"
    """The drawing beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    amount: Money
    due_at: datetime | None
    """Where the event is; None for what is paid at once."""
    is_paid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoice:
    """All at once, or a deposit with its instalments."""

    value: str
    title: str
    now: Money
    parts: tuple[PartLine, ...] = ()
    warning: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayingView:
    """Where the payment of an order stands, and what its buyer can do about it."""

    action_url: str
    due: Money
    left: Money
    paid: Money
    is_complete: bool
    """Whether buyer and attendees are named: nothing is paid before."""
    ways: tuple[PayWay, ...] = ()
    has_fields: bool = False
    """The checkout can show a provider's own fields for it."""
    plans: tuple[PlanChoice, ...] = ()
    agreed: PlanChoice | None = None
    """The plan that is in force."""
    asked: Money | None = None
    """What the payment that is open asks for."""
    instructions: tuple[Instruction, ...] = ()
    page_url: str | None = None
    """The provider's page that is open for it."""
    is_being_worked_on: bool = False
    has_failed: bool = False
    """The last payment did not go through, and no other was begun since."""
    kept_until: datetime | None = None
    seconds_left: int | None = None
    """Until then, where it is soon enough to count down; None later on."""
    zone: str = ""

    @property
    def can_choose(self) -> bool:
        return bool(self.ways) and not self.is_being_worked_on

    @property
    def is_retried(self) -> bool:
        """Whether one press tries again as before; other ways to pay are a second thought."""
        has_more = self.plans or self.agreed or self.instructions or self.page_url
        return self.has_failed and self.can_choose and not has_more


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLink:
    """An invoice or a credit note."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingLine:
    name: str
    label: str
    value: str
    longest: int
    autocomplete: str
    hint: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingForm:
    """Whom the order is billed to; open until its invoice is issued."""

    action_url: str
    lines: tuple[BillingLine, ...]
    is_filled: bool
    is_wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    links: tuple[PaperLink, ...] = field(default_factory=tuple)
    billing: BillingForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineView:
    name: str
    quantity: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLineView:
    amount: Money
    day: date | None
    """Where the event is; None for what was sent back at the provider."""
    is_done: bool


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
    state: Literal["valid", "void", "checked_in", "transferred"]
    when: str = ""
    """Of its own event, where the order admits to several."""
    event_title: str = ""
    place: str = ""
    code_url: str = ""
    wallets: tuple[Link, ...] = ()
    certificate_url: str | None = None
    """Where who came downloads their certificate of attendance, once the event is over."""
    """Wallet apps that it can be added to."""
    sponsors_url: str | None = None
    """Where its holder says whether sponsors may have their details."""
    attendee_url: str | None = None
    """None: nothing can be changed any more."""
    offer_url: str | None = None
    offered_to: str = ""
    """To whom it is offered at the moment."""
    withdraw_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinButton:
    """The link of a ticket to join online, and where it gets another one."""

    label: str
    """Its holder, where there are several; else empty."""
    url: str
    renew_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """How it stands with an application, and what the organizer wrote."""

    is_approved: bool
    is_denied: bool
    message: str
    organizer: str
    until: datetime | None
    """Until when an approved order is to be paid, where the event is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """An order for its buyer: what it is for, what was paid and came back, and what can be done."""

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
    savings: tuple[tuple[str, Money], ...] = ()
    """Discount codes, and what each took off."""
    refunds: tuple[RefundLineView, ...] = ()
    left: Money | None = None
    """What was paid and does not come back; None without refunds."""
    places_url: str | None = None
    texts_url: str | None = None
    """Where the buyer decides about text messages."""
    """Where places in its sessions are taken; None without a valid ticket, or such sessions."""
    session_files_url: str | None = None
    """Where its sessions hand out files; None without a valid ticket, or such files."""
    join_links: tuple[JoinButton, ...] = ()
    """Of each valid ticket by which somebody joins online: its own link, by its holder's name."""
    own: int = 0
    """Valid tickets that the buyer still has."""
    is_new: bool = False
    """It was confirmed a moment ago."""
    is_whole: bool = True
    """No ticket was cancelled or passed on."""
    files: tuple[FileView, ...] = ()
    """What the organizer gives to ticket holders; only with a valid ticket."""
    application: ApplicationView | None = None
    """Of an order that its buyer applied with."""
