"""The event as search engines read it: schema.org `Event` with its `Offer`s."""

from typing import Any, Final

from turnout.site.event_views import EventPage, TicketView
from turnout.site.rendering import script_json
from turnout.site.series_page import SeriesPage
from turnout.site.views import EventCard
from turnout_sdk.currencies import exponent_of

STATUS: Final = {
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
}
ATTENDANCE: Final = {
    "in_person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
AVAILABILITY: Final = {
    "available": "InStock",
    "few": "LimitedAvailability",
    "sold_out": "SoldOut",
    "not_yet": "PreOrder",
    "ended": "Discontinued",
    "paused": "Discontinued",
}


def event_json(view: EventPage, base_url: str) -> str:
    """JSON-LD that cannot end its script element, whatever an organizer typed."""
    entry: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": view.title,
        "url": view.canonical_url,
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
        "eventStatus": _schema(STATUS.get(view.status, "EventScheduled")),
        "eventAttendanceMode": _schema(ATTENDANCE[view.kind]),
        "location": _locations(view),
        "organizer": {
            "@type": "Organization",
            "name": view.organization.name,
            "url": f"{base_url}/{view.organization.slug}",
        },
    }
    if view.summary:
        entry["description"] = view.summary
    if view.cover:
        entry["image"] = [base_url + view.cover.src]
    if view.series:
        entry["superEvent"] = {
            "@type": "EventSeries",
            "name": view.series.title,
            "url": base_url + view.series.url,
        }
    if view.tickets:
        entry["offers"] = [_offer(ticket, view) for ticket in view.tickets]
    return script_json(entry)


def series_json(view: SeriesPage, base_url: str) -> str:
    """A series with its events, as JSON-LD."""
    shown = (*view.upcoming, *view.past)
    entry: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": view.title,
        "url": view.url,
        "organizer": {
            "@type": "Organization",
            "name": view.organization.name,
            "url": f"{base_url}/{view.organization.slug}",
        },
        "subEvent": [_card(each, base_url) for each in shown],
    }
    if view.summary:
        entry["description"] = view.summary
    if view.cover:
        entry["image"] = [base_url + view.cover.src]
    if shown:
        entry["startDate"] = min(each.starts_at for each in shown).isoformat()
        entry["endDate"] = max(each.ends_at for each in shown).isoformat()
    return script_json(entry)


def _card(card: EventCard, base_url: str) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": card.title,
        "url": base_url + card.url,
        "startDate": card.starts_at.isoformat(),
        "endDate": card.ends_at.isoformat(),
        "eventStatus": _schema(STATUS.get(card.status, "EventScheduled")),
        "location": {"@type": "Place", "name": card.place or card.organization.name},
    }


def _offer(ticket: TicketView, view: EventPage) -> dict[str, Any]:
    offer: dict[str, Any] = {
        "@type": "Offer",
        "name": ticket.name,
        "price": decimal_text(ticket.price.minor, ticket.price.currency),
        "priceCurrency": ticket.price.currency,
        "availability": _schema(AVAILABILITY[ticket.state]),
        "url": view.canonical_url,
    }
    if ticket.sale_starts_at:
        offer["validFrom"] = ticket.sale_starts_at.isoformat()
    if ticket.sale_ends_at:
        offer["validThrough"] = ticket.sale_ends_at.isoformat()
    return offer


def decimal_text(minor: int, currency: str) -> str:
    """`1050` of EUR is `10.50`, of JPY `1050`."""
    digits = exponent_of(currency)
    if digits == 0:
        return str(minor)
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}"


def _locations(view: EventPage) -> Any:
    online = {"@type": "VirtualLocation", "url": view.canonical_url}
    place: dict[str, Any] = {"@type": "Place", "name": view.place or view.organization.name}
    if view.address:
        place["address"] = view.address
    if view.latitude is not None and view.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": view.latitude,
            "longitude": view.longitude,
        }
    return {"in_person": place, "online": online, "hybrid": [place, online]}[view.kind]


def _schema(name: str) -> str:
    return f"https://schema.org/{name}"
