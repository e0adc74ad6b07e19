"""Letters: the plain values that the templates of mails are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from turnout.l10n.brand_colours import Colours
from turnout.l10n.formats import moment_on_page, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every mail of ours has: whose it is, for whom, and whether an answer reaches anybody."""

    platform: str
    organization: str
    colours: Colours
    name: str
    recipient: str
    can_reply: bool
    logo_width: int = 0
    """Of the picture that the mail brings along and shows in place of the organization's name."""
    has_cover: bool = False
    """Whether the mail brings the cover of its event along."""
    imprint_url: str = ""
    privacy_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMail(Letter):
    """A mail that says when and where an event is; `url` may hold a secret of its reader."""

    url: str
    title: str = ""
    when: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    online_url: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an order; `amount` is empty where nothing is to pay."""

    name: str
    quantity: str
    amount: str
    guests: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MoneyWords:
    """What a mail about paying says; empty where it has nothing to say.

    It has no slots, so that a letter can be made of it and of `Letter`.
    """

    due: str = ""
    due_on: str = ""
    paid: str = ""
    returned: str = ""
    kept: str = ""
    until: str = ""
    """Until when the places are kept."""
    keeps_deposit: bool = False
    instructions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNews:
    """What became of the event: `step` is cancel, postpone or move, '' where there is no news.

    `may_return`: the organizer asked buyers whether they want their money back.
    """

    step: str = ""
    reason: str = ""
    may_return: bool = False
    gives_back: bool = False
    """Its share of the order's money comes back; the order goes on with what else it holds."""


def _dated(details: Mapping[str, Any], which: str, tag: str) -> str:
    """An event's name with its day and time in brackets; empty where the mail is of no other."""
    title = one_line(str(details.get(f"{which}_title", "")))
    starts_at = details.get(f"{which}_starts_at")
    if not title or not starts_at:
        return title
    local = datetime.fromisoformat(starts_at).astimezone(ZoneInfo(details[f"{which}_zone"]))
    return f"{title} ({moment_on_page(local, 'yMMMEd', tag)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTickets:
    """From which ticket type to which tickets were moved, and between which events if another.

    Events of a series have one name: the titles have their dates.
    """

    was: str = ""
    now: str = ""
    was_title: str = ""
    now_title: str = ""
    difference: str = ""
    """Between the prices, waived; empty where there is none."""
    costs_more: bool = False

    @classmethod
    def of(cls, details: Mapping[str, Any], *, tag: str) -> Self:
        """The words of a mail's details; of an event title, start and zone are said there."""
        return cls(
            was=one_line(str(details.get("was", ""))),
            now=one_line(str(details.get("now", ""))),
            was_title=_dated(details, "was", tag),
            now_title=_dated(details, "now", tag),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLetter(MoneyWords, EventMail):
    """A mail about an order. Addresses with `url` in their name hold the order's secret."""

    tickets_url: str
    calendar_url: str
    event_url: str
    lines: tuple[Line, ...]
    places: int
    total: str
    tax: str
    order_state: str
    money_state: str
    """As the order's; "free" where it costs nothing."""
    left: int
    """Tickets of the order that are valid and still the buyer's."""
    has_cancelled: bool
    """Some of its tickets were cancelled."""
    refund: str
    has_calendar: bool
    savings: tuple[tuple[str, str], ...] = ()
    """Discount codes, and what each took off."""
    count: int = 0
    """Tickets that the mail is about, where these are not all."""
    news: EventNews = field(default_factory=EventNews)
    said: str = ""
    """What the organizer wrote to the buyer with a decision."""
    moved: MovedTickets = field(default_factory=MovedTickets)
    wallets: tuple[tuple[str, str], ...] = ()
    """Words and address of each wallet app that the tickets can be added to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLetter(Letter):
    """A mail about a person's account or an invitation; `url` may hold a secret."""

    url: str
    until: str
    role: str
    said: str = ""
    """The reason that somebody gave, or the day that the mail is about."""
    about: str = ""
    """The event or organization that a moderator decided about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLetter(EventMail):
    """What every mail says that nobody asked for by themselves."""

    opt_out_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What became of one session; empty where nothing is to be said."""

    title: str
    turn: str
    when: str
    was_when: str
    new_when: str
    new_room: str
    was_room: str
    was_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsLetter(NewsLetter):
    changes: tuple[ChangeLine, ...]
    total: int
    more: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLetter(NewsLetter):
    turn: str
    reason: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    title: str
    summary: str
    when: tuple[str, ...]
    where: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEventsLetter(NewsLetter):
    events: tuple[EventLine, ...]
    total: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearchLetter(Letter):
    """What is looked for, and the link that confirms it or the events that are new."""

    url: str
    """Which confirms the search; with events, of the directory with all that match."""
    until: str = ""
    cadence: str
    words: tuple[str, ...]
    """What is looked for, but for kinds and prices."""
    kinds: tuple[str, ...]
    is_free: bool
    most: str
    ticket_kinds: tuple[str, ...] = ()
    manage_url: str = ""
    opt_out_url: str = ""
    title: str = ""
    """Of the first event."""
    events: tuple[EventLine, ...] = ()
    total: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementLetter(NewsLetter):
    """What an organizer wrote; `opt_out_url` is empty where it comes to everybody."""

    subject: str
    body: str
    """Sanitised HTML."""
    plain: str
    is_order: bool
    """Whether `url` is the reader's order, and not the event's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLetter(NewsLetter):
    summary: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLetter(EventMail):
    """A mail about one ticket. `url` holds a secret of who the mail is for."""

    ticket_type: str
    giver: str
    taker: str
    until: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistLetter(EventMail):
    """A mail about a place on a waitlist. `url` holds its secret."""

    tickets: str
    until: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlaceLetter(EventMail):
    """A mail about a place in a session that somebody waited for. `url` holds a secret."""

    session: str
    session_when: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    title: str
    lines: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksLetter(Letter):
    """Everything that an address bought or was given; each `url` holds a secret."""

    links: tuple[LinkLine, ...]
    more: int
