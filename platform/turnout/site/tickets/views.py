"""What the templates show of one ticket, of passing it on, and of giving tickets back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout.site.events.views import SessionFileView
from turnout.site.layout.views import EventCard, Link
from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPage:
    """A ticket by itself: its code as large as the screen, or why there is none."""

    event: EventCard
    attendee: str
    kind: str
    """The name of its ticket type."""
    number: str
    """Of the order."""
    code: str
    qr_svg: str
    """Drawn by ourselves from the signed code; empty once the ticket is not valid."""
    home: Link
    sponsors_url: str | None = None
    """Where its holder says whether sponsors may have their details."""
    keep_until: str = ""
    """Until when a browser may keep a copy for the door; an instant as ISO 8601."""

    @property
    def is_valid(self) -> bool:
        return bool(self.qr_svg)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredTicketPage:
    """A ticket that was passed on, as the page of whoever has it now."""

    ticket: TicketPage
    email: str
    code_url: str
    pdf_url: str
    calendar: tuple[Link, ...]
    join_url: str | None
    renew_join_url: str
    places_url: str | None
    """Where places in the event's sessions are taken."""
    wallets: tuple[Link, ...]
    certificate_url: str | None
    """Where who came downloads their certificate of attendance, once the event is over."""
    """Wallet apps that it can be added to."""
    sponsors_url: str | None
    """Where its holder says whether sponsors may have their details."""
    session_files_url: str | None
    """Where its sessions hand out files; None where they have none."""
    attendee_url: str | None
    """None: names cannot be changed any more."""
    offer_url: str | None
    offered_to: str
    """To whom it is offered at the moment, and how that is taken back."""
    withdraw_url: str
    is_new: bool
    """They accepted it a moment ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question as a control.

    `kind` is the type of an input, or textarea, select, radio, checks, tick, heading.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    value: str = ""
    is_required: bool = False
    choices: tuple[Choice, ...] = ()
    error: str = ""
    longest: int | None = None
    autocomplete: str = "off"
    key: str = ""
    shape: str = "text"
    """How its answer is read off the page, for the conditions of others."""
    shown_if: str = ""
    """Its condition as JSON; empty: always asked."""
    is_hidden: bool = False
    """The condition is not met by the answers so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeWords:
    """What the form for an attendee is for, and where else it leads."""

    title: str
    lead: str
    button: str
    back: Link | None = None
    decline_url: str = ""
    until: datetime | None = None
    """Until when an offer holds, where the event is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeePage:
    """Name, address and answers of an attendee, to correct or to give for the first time."""

    words: AttendeeWords
    event: EventCard
    name: str
    email: str
    name_error: str = ""
    email_error: str = ""
    questions: tuple[QuestionView, ...] = ()
    error: str = ""

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """(id of the control, what is wrong) for the summary above the form."""
        own = (("attendee-name", self.name_error), ("attendee-email", self.email_error))
        asked = ((each.name, each.error) for each in self.questions)
        return tuple((where, says) for where, says in (*own, *asked) if says)

    @property
    def is_wrong(self) -> bool:
        return bool(self.error or self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellableItemView:
    """A cancellable item with its refund."""

    value: str
    """Their ids, parted by commas."""
    people: tuple[str, ...]
    kind: str
    amount: Money
    refusal: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPage:
    """The cancellation page: the items to choose, then the exact refund."""

    event: EventCard
    number: str
    pieces: tuple[CancellableItemView, ...]
    is_whole: bool
    amount: Money
    kept: Money
    refusal: str
    rules: tuple[str, ...]
    """The terms in words."""
    chosen: tuple[str, ...]
    """Values of the pieces that are asked for; empty: everything."""
    is_asked: bool
    """The tickets were chosen: what is left is to confirm."""
    back: Link
    error: str = ""

    @property
    def was_paid(self) -> bool:
        return bool(self.amount.minor or self.kept.minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitView:
    """Where a ticket stands on a session's waitlist; one of the two is there."""

    position: int | None
    until: str
    """Until when a place is reserved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTicket:
    """A ticket beside a session that one signs up for."""

    id: str
    holder: str
    has_place: bool
    clashes: tuple[str, ...] = ()
    """Sessions at the same time that it has a place in."""
    wait: WaitView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlaceView:
    id: str
    title: str
    url: str
    starts_at: datetime
    """Where the event is."""
    ends_at: datetime
    capacity: int
    left: int
    is_open: bool
    """Whether places are given out now, as long as there are any."""
    has_waitlist: bool
    """Whether tickets can wait once it is full."""
    tickets: tuple[PlaceTicket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlacesPage:
    """The sessions that take registrations, and which tickets have a place in them."""

    event: EventCard
    sessions: tuple[SessionPlaceView, ...]
    has_tickets: bool
    is_about_one: bool
    action: str
    back: Link
    form_token: str
    """Empty where the secret in the address is the credential."""
    done: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWithFiles:
    id: str
    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    files: tuple[SessionFileView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilesPage:
    """What the sessions of an event hand out to who looks."""

    event: EventCard
    sessions: tuple[SessionWithFiles, ...]
    has_tickets: bool
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTicketsEntry:
    """An order, or a ticket that was passed on, in somebody's list."""

    event: EventCard
    url: str
    number: str
    state: str
    label: str
    """Its state in words."""
    tone: str
    tickets: int
    codes: tuple[Link, ...]
    """Straight to the codes of valid tickets, by attendee."""
    event_id: UUID
    wallets: tuple[tuple[Link, ...], ...] = ()
    """Wallet apps that each of them can be added to, in the order of the codes."""
    session_files_url: str = ""
    """Where the event's sessions hand out files; empty where they have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTicketsPage:
    name: str
    upcoming: tuple[MyTicketsEntry, ...]
    past: tuple[MyTicketsEntry, ...]
    links_url: str
    messages_url: str
    unread: int
    """Messages that were not read yet."""
