"""What the templates of our mails are given: letters, made from records. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from babel import Locale

from turnout.l10n.brand_colours import colours_of
from turnout.l10n.formats import (
    deadline,
    money_on_page,
    number,
    one_line,
    person_name,
    span,
    when_lines,
)
from turnout.l10n.mail_headers import reply_address
from turnout.l10n.mail_values import (
    AccountLetter,
    EventLetter,
    EventLine,
    EventNews,
    GuestLetter,
    Line,
    LinkLine,
    LinksLetter,
    MoneyWords,
    MovedTickets,
    NewEventsLetter,
    OrderLetter,
)
from turnout.modules.events import api as events
from turnout.modules.events.api import ChangeKind, Event
from turnout.modules.orders.api import Order, OrderLine, PaymentOptions, hide_transferred_attendees
from turnout.modules.organizations.api import Branding, LegalKind
from turnout_sdk.money import Money

PLATFORM: Final = "Turnout"
VALID: Final = "valid"
MOST_IN_A_MAIL: Final = 40
"""Sessions or events that a mail names; of the others it says how many there are."""


def letterhead(
    branding: Branding, *, name: str, recipient: str, contact: str | None, public_url: str
) -> dict[str, Any]:
    """The fields of a Letter from an organization; `contact` answers before its own address."""
    return {
        "platform": PLATFORM,
        "organization": one_line(branding.name) or PLATFORM,
        "colours": colours_of(branding.brand_color),
        "name": person_name(name),
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
    order = hide_transferred_attendees(order)
    mine = [each for each in order.tickets if not each.is_transferred]
    page = f"{public_url}/orders/{branding.organization_id}/{order.id}/{secret}"
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
        savings=tuple((code, _price(amount, locale)) for code, amount in order.savings),
        total=_price(order.total, locale),
        tax=_price(Money(order.tax_minor, order.currency), locale),
        order_state=order.state,
        money_state=order.money_state if order.total_minor else "free",
        left=sum(each.state == VALID for each in mine),
        has_cancelled=any(each.state != VALID for each in order.tickets),
        refund=money_on_page(refund, locale.language) if refund is not None else "",
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


def moved_tickets(order: Order, details: Mapping[str, Any], *, locale: Locale) -> MovedTickets:
    """What tickets became: another ticket type, maybe of another event."""
    differs = int(details.get("difference_minor", 0))
    price = _price(Money(abs(differs), order.currency), locale)
    moved = MovedTickets.of(details, tag=locale.language)
    return replace(moved, difference=price, costs_more=differs > 0)


def money_words(
    order: Order, event: Event, ways: PaymentOptions, details: Mapping[str, Any], *, locale: Locale
) -> MoneyWords:
    """The amounts that a step of paying is about, and the days until when, where the event is."""

    def said(name: str, otherwise: int = 0) -> str:
        return _price(Money(int(details.get(name, otherwise)), order.currency), locale)

    plan = next((each for each in ways.plans if each.is_in_force), None)
    part = next((each for each in plan.parts if not each.is_paid), None) if plan else None
    open_now = ways.under_way
    return MoneyWords(
        due=said("due_minor", open_now.amount_minor if open_now else ways.due_minor),
        due_on=deadline(part.due_at, event.time_zone, locale.language) if part else "",
        paid=said("paid_minor"),
        returned=said("returned_minor"),
        kept=said("kept_minor"),
        until=deadline(order.expires_at, event.time_zone, locale.language),
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
    said: str = "",
    public_url: str = "",
) -> AccountLetter:
    return AccountLetter(
        platform=PLATFORM,
        organization=one_line(branding.name) if branding else "",
        colours=colours_of(branding.brand_color if branding else ""),
        name=person_name(name),
        recipient=one_line(recipient),
        can_reply=bool(branding and reply_address(branding.contact_email)),
        url=url,
        until=until,
        role=one_line(role),
        said=one_line(said),
        **(branded(branding, public_url=public_url) if branding else {}),
    )


def event_page(public_url: str, branding: Branding, event: Event) -> str:
    return f"{public_url}/{branding.slug}/{event.slug}"


def about_event(event: Event, locale: Locale) -> dict[str, Any]:
    """The fields of an EventMail that say which event, when and where."""
    where = place_lines(event)
    return {"title": one_line(event.title), "when": times_of(event, locale), "where": where}


def times_of(event: Event, locale: Locale) -> tuple[str, ...]:
    if event.starts_at is None or event.ends_at is None:
        return ()
    return when_lines(event.starts_at, event.ends_at, event.time_zone, locale=locale)


def place_lines(event: Event) -> tuple[str, ...]:
    """Where it is; nothing for an event that is only online."""
    return tuple(one_line(line) for line in event.location.lines) if event.location else ()


def _line(line: OrderLine, order: Order, locale: Locale) -> Line:
    guests = (each.name for each in order.attendees if each.ticket_type_id == line.ticket_type_id)
    return Line(
        name=one_line(line.title),
        quantity=number(line.quantity, locale),
        amount=_price(Money(line.gross_minor, order.currency), locale),
        guests=tuple(person_name(name) for name in guests if name.strip()),
    )


def _price(price: Money, locale: Locale) -> str:
    return "" if price.is_zero else money_on_page(price, locale.language)


def branded(branding: Branding, *, public_url: str) -> dict[str, Any]:
    """The organization's texts at the foot of a mail; its logo comes with the sending."""
    home = f"{public_url}/{branding.slug}"
    return {
        "imprint_url": f"{home}/imprint" if LegalKind.IMPRINT in branding.legal else "",
        "privacy_url": f"{home}/privacy" if LegalKind.PRIVACY in branding.legal else "",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """To whom, in whose name, and where they say that they want no more."""

    branding: Branding
    recipient: str
    name: str
    opt_out_url: str
    public_url: str
    locale: Locale

    def common(self, event: Event | None = None) -> dict[str, Any]:
        head = letterhead(
            self.branding,
            name=self.name,
            recipient=self.recipient,
            contact=event.contact_email if event else None,
            public_url=self.public_url,
        )
        return {**head, "opt_out_url": self.opt_out_url}

    def about(self, event: Event) -> dict[str, Any]:
        """With when and where the event is."""
        return {
            **self.common(event),
            "url": event_page(self.public_url, self.branding, event),
            **about_event(event, self.locale),
        }


def event_letter(envelope: Envelope, event: Event, news: events.EventNews) -> EventLetter:
    is_off = news.turn in (ChangeKind.CANCELLED, ChangeKind.POSTPONED)
    was = ""
    if news.turn is ChangeKind.CHANGED and news.was_starts_at and news.was_ends_at:
        was = span(news.was_starts_at, news.was_ends_at, event.time_zone, locale=envelope.locale)
    return EventLetter(
        **envelope.about(event),
        turn=news.turn.value,
        reason=one_line(event.state_reason) if is_off else "",
        was=was,
    )


def new_events_letter(envelope: Envelope, events: Sequence[Event]) -> NewEventsLetter:
    shown = events[:MOST_IN_A_MAIL]
    lines = tuple(
        EventLine(
            title=one_line(event.title),
            summary=one_line(event.summary),
            when=times_of(event, envelope.locale),
            where=place_lines(event)[:1],
            url=event_page(envelope.public_url, envelope.branding, event),
        )
        for event in shown
    )
    return NewEventsLetter(
        **envelope.common(),
        url=f"{envelope.public_url}/{envelope.branding.slug}",
        title=lines[0].title if lines else "",
        events=lines,
        total=len(events),
        more=len(events) - len(shown),
    )


def guest_letter(envelope: Envelope, event: Event, *, url: str, until: str) -> GuestLetter:
    """`url` holds the guest's own secret."""
    about = {**envelope.about(event), "url": url}
    return GuestLetter(**about, summary=one_line(event.summary), until=until)


def link_line(event: Event, *, url: str, label: str, locale: Locale) -> LinkLine:
    """`label` says which of several it is: an order's number, or whose ticket."""
    begins, ends = event.starts_at, event.ends_at
    when = span(begins, ends, event.time_zone, locale=locale) if begins and ends else ""
    lines = (when, *place_lines(event)[:1], one_line(label))
    return LinkLine(title=one_line(event.title), lines=tuple(filter(None, lines)), url=url)


def links_letter(recipient: str, links: Sequence[LinkLine], *, more: int) -> LinksLetter:
    return LinksLetter(
        platform=PLATFORM,
        organization="",
        colours=colours_of(""),
        name="",
        recipient=one_line(recipient),
        can_reply=False,
        links=tuple(links),
        more=more,
    )
