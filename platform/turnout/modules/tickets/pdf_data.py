"""What the PDF and the calendar entry of tickets say, from events, branding and order: pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final
from uuid import UUID

from babel.numbers import format_currency

from turnout.modules.events.api import Event
from turnout.modules.organizations.api import Branding
from turnout.modules.tickets.calendar import Entry
from turnout.modules.tickets.pdf import (
    TicketDocument,
    TicketOccasion,
    TicketPage,
    babel_locale,
)
from turnout.modules.tickets.rules import PdfOptions, Ticket
from turnout_sdk.money import Money

DEFAULT_COLOUR: Final = "#1f3a5f"


def document_of(
    events: Mapping[UUID, Event],
    branding: Branding,
    options: PdfOptions,
    *,
    tickets: Mapping[str, Ticket],
) -> TicketDocument:
    """The printable document of these tickets, keyed by their codes; `events` are those of all.

    Each page tells its own event: a pass has tickets of several.
    """
    event = events[next(iter(tickets.values())).event_id]
    occasions = {event_id: _occasion(each) for event_id, each in events.items()}
    return TicketDocument(
        organization_name=branding.name,
        colour=branding.brand_color or DEFAULT_COLOUR,
        event_title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        venue_lines=place_lines(event),
        order_number=options.order_number,
        issued_at=max(ticket.issued_at for ticket in tickets.values()),
        pages=[
            _page(code, ticket, options, occasions[ticket.event_id])
            for code, ticket in tickets.items()
        ],
        notes=options.notes,
        language=options.language,
    )


def _occasion(event: Event) -> TicketOccasion:
    return TicketOccasion(
        event_title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        venue_lines=place_lines(event),
    )


def place_lines(event: Event) -> list[str]:
    """Where it is: name, then address; an online event says so."""
    place = event.location
    lines: list[str] = []
    if place is not None:
        city = " ".join(filter(None, (place.postal_code, place.city)))
        address = ", ".join(filter(None, (place.street, city, place.region)))
        lines = [line for line in (place.name, address) if line]
    if event.online_url and event.kind != "in_person":
        lines.append("Online")
    return lines


def entry_of(event: Event, *, host: str, url: str, organization_name: str) -> Entry | None:
    """The event as a calendar entry; None while it has no date."""
    if event.starts_at is None or event.ends_at is None:
        return None
    return Entry(
        id=event.id,
        host=host,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        sequence=event.version,
        location=", ".join(place_lines(event)),
        url=url,
        description=event.summary,
        organization_name=organization_name,
        is_cancelled=event.state == "cancelled",
    )


def price_text(price: Money, *, language: str) -> str:
    """`€12.50`, `KES 1,200.00`, as the reader's language writes it; a free ticket has no price."""
    if price.is_zero:
        return "–"
    amount = Decimal(price.decimal())
    return str(format_currency(amount, price.currency, locale=babel_locale(language)))


def _page(code: str, ticket: Ticket, options: PdfOptions, occasion: TicketOccasion) -> TicketPage:
    line = options.lines[ticket.ticket_type_id]
    return TicketPage(
        attendee_name=ticket.holder_name,
        ticket_type=line.name,
        price=price_text(line.price, language=options.language),
        code=code,
        short_code=ticket.short_code,
        occasion=occasion,
    )
