"""Mails as they cross the module's border; letters, the plain values that templates are given."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.l10n.brand_colours import Colours
from turnout.modules.notifications.models import NotificationBatchRow, State


class Template(StrEnum):
    """The built-in mails; the value names the files in assets/mails."""

    ORDER_CONFIRMED = "order-confirmed"
    ORDER_CANCELLED = "order-cancelled"
    ORDER_REFUNDED = "order-refunded"
    ORDER_HOW_TO_PAY = "order-how-to-pay"
    ORDER_UNDER_REVIEW = "order-under-review"
    ORDER_DECLINED = "order-declined"
    ORDER_PART_PAID = "order-part-paid"
    ORDER_PART_DUE = "order-part-due"
    ORDER_LAPSED = "order-lapsed"
    ORDER_EVENT_CHANGED = "order-event-changed"
    TICKETS_RETURNED = "order-tickets-returned"
    ORDER_EMAIL_CORRECTED = "order-email-corrected"
    TICKET_OFFERED = "ticket-offered"
    TICKET_YOURS = "ticket-yours"
    TICKET_PASSED_ON = "ticket-passed-on"
    SESSION_NEWS = "session-news"
    EVENT_NEWS = "event-news"
    NEW_EVENTS = "new-events"
    EVENT_INVITATION = "event-invitation"
    INVITATION = "invitation"
    TICKET_LINKS = "ticket-links"
    VERIFY_EMAIL = "verify-email"
    RESET_PASSWORD = "reset-password"  # noqa: S105  a mail's name
    ALREADY_REGISTERED = "already-registered"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  a mail's name
    CHANGE_EMAIL = "change-email"
    EMAIL_CHANGED = "email-changed"
    SECOND_FACTORS_CHANGED = "second-factors-changed"
    ORGANIZATION_OFFERED = "organization-offered"
    ORGANIZATION_HANDED_OVER = "organization-handed-over"
    ORGANIZATION_SUSPENDED = "organization-suspended"
    ORGANIZATION_CLOSING = "organization-closing"
    ORGANIZATION_REOPENED = "organization-reopened"
    ORGANIZATION_DELETED = "organization-deleted"
    SIGN_IN_METHODS_CHANGED = "sign-in-methods-changed"


OF_ORDERS = frozenset(each for each in Template if each.value.startswith("order-"))
RESENDABLE = OF_ORDERS - {Template.ORDER_EMAIL_CORRECTED}
"""A notice to a former address is for nobody else."""
NOTICES = frozenset(each for each in Template if each.value.startswith("organization-"))
"""To an organization's owners, about the organization itself."""
OF_TICKETS = frozenset({Template.TICKET_OFFERED, Template.TICKET_YOURS, Template.TICKET_PASSED_ON})
"""About one ticket that changes hands."""
UNASKED = frozenset(
    {Template.SESSION_NEWS, Template.EVENT_NEWS, Template.NEW_EVENTS, Template.EVENT_INVITATION}
)
"""Nobody bought or asked for these by themselves: each says how to get no more (RFC 8058)."""
WITH_OWN_FORM = OF_ORDERS | OF_TICKETS | UNASKED | {Template.TICKET_LINKS}
"""Templates of HTML and text; the others fill the form about accounts."""
ABOUT_STATE = {
    Template.ORDER_CONFIRMED: "confirmed",
    Template.ORDER_HOW_TO_PAY: "awaiting_payment",
    Template.ORDER_UNDER_REVIEW: "under_review",
    Template.ORDER_PART_PAID: "awaiting_payment",
    Template.ORDER_PART_DUE: "awaiting_payment",
    Template.ORDER_EVENT_CHANGED: "confirmed",
}
"""Mails that are not worth sending once the order has moved on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContent:
    """What a mail says, to whom, and what caused it."""

    template: Template
    source_id: UUID
    recipient: str
    recipient_name: str = ""
    locale: str = "en"
    order_id: UUID | None = None
    event_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail(MailContent):
    """A mail to be written down. `source_id` with `serial` names its cause once and for all."""

    serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMail(MailContent):
    """A mail that this worker alone sends until `leased_until`."""

    id: UUID
    message_id: str
    attempts: int
    queued_at: datetime
    leased_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A line of the delivery log."""

    id: UUID
    message_id: Annotated[str, "The same however often the mail was tried."]
    template: Annotated[str, one_of(Template)]
    recipient: str
    order_id: UUID | None
    event_id: UUID | None
    state: Annotated[str, one_of(State)]
    reason: Annotated[str, "Why it has not arrived yet or never will; empty otherwise."]
    attempts: int
    queued_at: datetime
    due_at: Annotated[datetime, "The next attempt."]
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationBatch:
    """News under way, locked for the transaction that tells the next portion of people."""

    id: UUID
    template: Template
    event_id: UUID | None
    content: dict[str, Any]
    last_seen: str

    @classmethod
    def of(cls, row: NotificationBatchRow) -> "NotificationBatch":
        return from_attributes(cls, row, template=Template(row.template))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody whom news concerns; of sessions, by which ones."""

    email: str
    name: str
    locale: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What the link at the end of a mail leads to."""

    template: Template
    email: str
    organization: str
    event: str
    """The event's title; empty where it is about the organizer."""
    is_on: bool


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
    left: int
    """Tickets of the order that are valid and still the buyer's."""
    has_cancelled: bool
    """Some of its tickets were cancelled."""
    refund: str
    has_calendar: bool
    count: int = 0
    """Tickets that the mail is about, where these are not all."""
    news: EventNews = field(default_factory=EventNews)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLetter(Letter):
    """A mail about a person's account or an invitation; `url` may hold a secret."""

    url: str
    until: str
    role: str
    said: str = ""
    """The reason that somebody gave, or the day that the mail is about."""


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
class LinkLine:
    title: str
    lines: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksLetter(Letter):
    """Everything that an address bought or was given; each `url` holds a secret."""

    links: tuple[LinkLine, ...]
    more: int
