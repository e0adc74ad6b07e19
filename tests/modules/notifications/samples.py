"""Orders, events and organizations as records, for letters that no database is needed for."""

from datetime import UTC, datetime
from typing import Any

from turnout.kernel.ids import new_id
from turnout.modules.events.api import Event, EventKind, Location, State, Visibility
from turnout.modules.orders.api import Order, OrderAttendee, OrderLine
from turnout.modules.organizations.api import Branding

STARTS = datetime(2026, 11, 14, 8, tzinfo=UTC)
ENDS = datetime(2026, 11, 15, 17, tzinfo=UTC)


def an_event(**values: Any) -> Event:
    given = {
        "organization_id": new_id(), "id": new_id(), "slug": "cloud-summit",
        "title": "Cloud Summit 2026", "summary": "Two days under one roof.", "description": "",
        "kind": EventKind.IN_PERSON, "visibility": Visibility.PUBLIC, "state": State.PUBLISHED,
        "starts_at": STARTS, "ends_at": ENDS, "starts_local": None, "ends_local": None,
        "time_zone": "Europe/Brussels", "venue_id": None,
        "location": Location(
            name="Harbour Hall", street="Quay 7", postal_code="2000", city="Antwerp", country="BE"
        ),
        "online_url": None, "language": "en", "cover_file_id": None, "cover_focus_x": 50, "cover_focus_y": 50,
        "contact_email": None,
        "category": "", "tags": (), "state_reason": "", "published_at": STARTS,
        "created_at": STARTS, "updated_at": STARTS, "version": 1,
    }  # fmt: skip
    return Event(**(given | values))


def a_branding(**values: Any) -> Branding:
    given = {
        "organization_id": new_id(), "slug": "harbour-society", "name": "Harbour Society",
        "brand_color": "#0b6e4f", "website": "", "contact_email": "hello@harbour.example",
        "locale": "en", "time_zone": "Europe/Brussels", "currency": "EUR",
    }  # fmt: skip
    return Branding(**(given | values))


def an_order(*guests: str, price_minor: int = 12_050, **values: Any) -> Order:
    """One line with a ticket for each guest."""
    names = guests or ("Ada Lovelace",)
    type_id, total = new_id(), price_minor * len(names)
    tax = total - round(total / 1.21)
    line = OrderLine(
        id=new_id(), ticket_type_id=type_id, name="Early bird", quantity=len(names),
        unit_minor=price_minor, tax_rate_bp=2100, net_minor=total - tax, tax_minor=tax,
        gross_minor=total, seats={type_id: len(names)},
    )  # fmt: skip
    given = {
        "id": new_id(), "number": "REG-20261114-7ZK4Q9", "event_id": new_id(),
        "state": "confirmed", "money_state": "paid", "currency": "EUR",
        "net_minor": total - tax, "tax_minor": tax, "total_minor": total, "paid_minor": total,
        "refunded_minor": 0, "buyer_email": "buyer@people.example", "buyer_name": "Bea Buyer",
        "locale": "en-GB", "placed_at": STARTS, "expires_at": None, "confirmed_at": STARTS,
        "lines": [line],
        "attendees": [
            OrderAttendee(id=new_id(), ticket_type_id=type_id, name=name, email="")
            for name in names
        ],
        "tickets": [],
    }  # fmt: skip
    return Order(**(given | values))
