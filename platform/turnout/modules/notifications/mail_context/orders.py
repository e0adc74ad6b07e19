"""What the templates of our mails are given: plain values, made from records. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from babel import Locale

from turnout.l10n.brand_colours import Colours, colours_of
from turnout.l10n.formats import amount, day_at, number, one_line, when_lines
from turnout.modules.events.api import Event
from turnout.modules.files import api as files
from turnout.modules.notifications.rules import reply_address
from turnout.modules.orders.api import Order, OrderLine, PaymentOptions
from turnout.modules.organizations.api import Branding, LegalKind
from turnout_sdk.money import Money

PLATFORM: Final = "Turnout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every mail of ours has: whose it is, for whom, and whether an answer reaches anybody."""

    platform: str
    organization: str
    colours: Colours
    name: str
    recipient: str
    can_reply: bool
    logo_url: str = ""
    """Shown in place of the organization's name, which is then what the picture says."""
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


def letterhead(
    branding: Branding, *, name: str, recipient: str, contact: str | None, public_url: str
) -> dict[str, Any]:
    """The fields of a Letter from an organization; `contact` answers before its own address."""
    return {
        "platform": PLATFORM,
        "organization": one_line(branding.name) or PLATFORM,
        "colours": colours_of(branding.brand_color),
        "name": one_line(name),
        "recipient": one_line(recipient),
        "can_reply": bool(reply_address(contact, branding.contact_email)),
        **branded(branding, public_url=public_url),
    }


def order_letter(
    order: Order,
    event: Event,
    branding: Branding,
    *,
    public_url: str,
    secret: str,
    locale: Locale,
    refund: Money | None = None,
    money: MoneyWords | None = None,
) -> OrderLetter:
    """A letter about an order, in the words of somebody who reads it at home."""
    page = f"{public_url}/orders/{branding.organization_id}/{order.id}/{secret}"
    tax = Money(order.tax_minor, order.currency)
    online = event.online_url or ""  # nothing but a web address ever becomes a link
    return OrderLetter(
        **letterhead(
            branding,
            name=order.buyer_name,
            recipient=order.buyer_email,
            contact=event.contact_email,
            public_url=public_url,
        ),
        number=order.number,
        url=page,
        tickets_url=f"{page}/tickets.pdf",
        calendar_url=f"{page}/calendar.ics",
        event_url=event_page(public_url, branding, event),
        **about_event(event, locale),
        online_url=one_line(online) if online.startswith(("https://", "http://")) else "",
        lines=tuple(_line(line, order, locale) for line in order.lines),
        places=order.places,
        total=_price(order.total, locale),
        tax=_price(tax, locale),
        order_state=order.state,
        refund=amount(refund, locale) if refund is not None else "",
        has_calendar=event.starts_at is not None and event.ends_at is not None,
        **asdict(money or MoneyWords()),
    )


def event_news(event: Event, details: Mapping[str, Any]) -> EventNews:
    """What the mail's cause says of the event, with the organizer's own words."""
    step = str(details.get("step", ""))
    return EventNews(
        step=step,
        reason=one_line(event.state_reason) if step in ("cancel", "postpone") else "",
        may_return=details.get("orders") == "ask",
        gives_back=details.get("orders") == "refund",
    )


def money_words(
    order: Order,
    event: Event,
    ways: PaymentOptions,
    details: Mapping[str, Any],
    *,
    locale: Locale,
) -> MoneyWords:
    """The amounts that a step of paying is about, and the days until when, where the event is."""

    def said(name: str, otherwise: int = 0) -> str:
        return _price(Money(int(details.get(name, otherwise)), order.currency), locale)

    plan = next((each for each in ways.plans if each.is_in_force), None)
    part = next((each for each in plan.parts if not each.is_paid), None) if plan else None
    open_now = ways.under_way
    return MoneyWords(
        due=said("due_minor", open_now.amount_minor if open_now else ways.due_minor),
        due_on=day_at(part.due_at, event.time_zone, locale=locale) if part else "",
        paid=said("paid_minor"),
        returned=said("returned_minor"),
        kept=said("kept_minor"),
        until=day_at(order.expires_at, event.time_zone, locale=locale) if order.expires_at else "",
        keeps_deposit=plan.keeps_deposit if plan else False,
        instructions=instructions_of(ways),
    )


def instructions_of(ways: PaymentOptions) -> tuple[tuple[str, str], ...]:
    """Labels and values by which to pay, as the provider gave them."""
    action = ways.under_way.next_action if ways.under_way else None
    lines = action.instructions if action else []
    return tuple((one_line(line.label), one_line(line.value)) for line in lines)


def account_letter(
    *,
    name: str,
    recipient: str,
    url: str = "",
    until: str = "",
    branding: Branding | None = None,
    role: str = "",
    public_url: str = "",
) -> AccountLetter:
    return AccountLetter(
        platform=PLATFORM,
        organization=one_line(branding.name) if branding else "",
        colours=colours_of(branding.brand_color if branding else ""),
        name=one_line(name),
        recipient=one_line(recipient),
        can_reply=bool(branding and reply_address(branding.contact_email)),
        url=url,
        until=until,
        role=one_line(role),
        **(branded(branding, public_url=public_url) if branding else {}),
    )


def event_page(public_url: str, branding: Branding, event: Event) -> str:
    return f"{public_url}/{branding.slug}/{event.slug}"


def about_event(event: Event, locale: Locale) -> dict[str, Any]:
    """The fields of an EventMail that say which event, when and where."""
    when, where = times_of(event, locale), place_lines(event)
    return {"title": one_line(event.title), "when": when, "where": where}


def times_of(event: Event, locale: Locale) -> tuple[str, ...]:
    if event.starts_at is None or event.ends_at is None:
        return ()
    return when_lines(event.starts_at, event.ends_at, event.time_zone, locale=locale)


def place_lines(event: Event) -> tuple[str, ...]:
    """Where it is: the name, then the address; nothing for an event that is only online."""
    place = event.location
    if place is None:
        return ()
    city = " ".join(filter(None, (place.postal_code, place.city)))
    address = ", ".join(filter(None, (place.street, city, place.region)))
    return tuple(one_line(line) for line in (place.name, address) if line)


def _line(line: OrderLine, order: Order, locale: Locale) -> Line:
    guests = (each.name for each in order.attendees if each.ticket_type_id == line.ticket_type_id)
    return Line(
        name=one_line(line.name),
        quantity=number(line.quantity, locale),
        amount=_price(Money(line.gross_minor, order.currency), locale),
        guests=tuple(one_line(name) for name in guests if name.strip()),
    )


def _price(price: Money, locale: Locale) -> str:
    return "" if price.is_zero else amount(price, locale)


def branded(branding: Branding, *, public_url: str) -> dict[str, str]:
    """The organization's logo at the head of a mail, and its texts at the foot."""
    home, logo = f"{public_url}/{branding.slug}", branding.logo_file_id
    path = files.public_path(branding.organization_id, logo) if logo else ""
    return {
        "logo_url": public_url + path if path else "",
        "imprint_url": f"{home}/imprint" if LegalKind.IMPRINT in branding.legal else "",
        "privacy_url": f"{home}/privacy" if LegalKind.PRIVACY in branding.legal else "",
    }
