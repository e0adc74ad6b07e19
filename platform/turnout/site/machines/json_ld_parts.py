"""The parts that descriptions of pages are put together from, as schema.org names them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from turnout.site.events.event_views import EventPage, SpeakerView, TicketView
from turnout.site.l10n.i18n import _
from turnout.site.layout.views import EventCard, EventKind, OrganizationCard
from turnout.site.rendering.renderer import script_json
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
Entry = dict[str, Any]


def graph(*entries: Entry) -> str:
    """JSON-LD that cannot end its script element, whatever an organizer typed."""
    return script_json({"@context": "https://schema.org", "@graph": list(entries)})


def said(name: str, value: Any) -> Entry:
    """The property where there is something to say."""
    return {name: value} if value else {}


def lists(events: Sequence[EventCard], base_url: str) -> Iterable[Entry]:
    if events:
        yield {
            "@type": "ItemList",
            "numberOfItems": len(events),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "url": base_url + each.url,
                    "name": each.title,
                }
                for place, each in enumerate(events, start=1)
            ],
        }


def crumbs(way: Iterable[tuple[str, str]], base_url: str) -> Entry:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": base_url + path}
            for place, (name, path) in enumerate(way, start=1)
        ],
    }


def way_to(view: EventPage) -> tuple[tuple[str, str], ...]:
    home = view.organization
    series = ((view.series.title, view.series.url),) if view.series else ()
    return ((_("Events"), "/events"), (home.name, f"/{home.slug}"), *series)


def organization(card: OrganizationCard, base_url: str) -> Entry:
    return {
        "@type": "Organization",
        "name": card.name,
        "url": f"{base_url}/{card.slug}",
        **said("logo", base_url + card.logo.src if card.logo else ""),
    }


def person(speaker: SpeakerView, base_url: str = "") -> Entry:
    return {
        "@type": "Person",
        "name": speaker.name,
        **said("jobTitle", speaker.title),
        **said("url", base_url + speaker.url if base_url and speaker.url else ""),
        **(
            {"affiliation": {"@type": "Organization", "name": speaker.company}}
            if speaker.company
            else {}
        ),
    }


def in_short(view: EventPage, base_url: str) -> Entry:
    return {
        "@type": "Event",
        "@id": f"{base_url}{view.url}#event",
        "name": view.title,
        "url": base_url + view.url,
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
        "location": locations(view),
    }


def card(card: EventCard, base_url: str) -> Entry:
    return {
        "@type": "Event",
        "name": card.title,
        "url": base_url + card.url,
        "startDate": card.starts_at.isoformat(),
        "endDate": card.ends_at.isoformat(),
        "eventStatus": schema(STATUS.get(card.status, "EventScheduled")),
        "eventAttendanceMode": schema(ATTENDANCE[card.kind]),
        "location": _where(card.kind, _place(card), base_url + card.url),
        **said("description", card.summary),
        **said("image", [base_url + card.cover.src] if card.cover else []),
    }


def _place(card: EventCard) -> Entry:
    return {"@type": "Place", "name": card.place or card.organization.name}


def images(view: EventPage, base_url: str) -> list[str]:
    """The organizer's cover first, then the picture that we draw."""
    cover = [base_url + view.cover.src] if view.cover else []
    return [*cover, *([view.image_url] if view.image_url else [])]


def offer(ticket: TicketView, view: EventPage) -> Entry:
    return {
        "@type": "Offer",
        "name": ticket.name,
        "price": decimal_text(ticket.price.minor, ticket.price.currency),
        "priceCurrency": ticket.price.currency,
        "availability": schema(AVAILABILITY[ticket.state]),
        "url": view.canonical_url,
        **said("description", ticket.description),
        **said("validFrom", ticket.sale_starts_at and ticket.sale_starts_at.isoformat()),
        **said("validThrough", ticket.sale_ends_at and ticket.sale_ends_at.isoformat()),
    }


def decimal_text(minor: int, currency: str) -> str:
    """`1050` of EUR is `10.50`, of JPY `1050`."""
    digits = exponent_of(currency)
    if digits == 0:
        return str(minor)
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}"


def locations(view: EventPage, *, room: str = "") -> Any:
    place: Entry = {"@type": "Place", "name": view.place or view.organization.name}
    if view.address:
        place["address"] = view.address
    if view.latitude is not None and view.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": view.latitude,
            "longitude": view.longitude,
        }
    if room:
        place = {"@type": "Place", "name": room, "containedInPlace": place}
    return _where(view.kind, place, view.canonical_url)


def _where(kind: EventKind, place: Entry, url: str) -> Any:
    online = {"@type": "VirtualLocation", "url": url}
    return {"in_person": place, "online": online, "hybrid": [place, online]}[kind]


def schema(name: str) -> str:
    return f"https://schema.org/{name}"
