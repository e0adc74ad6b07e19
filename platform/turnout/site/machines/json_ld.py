"""Pages as search engines read them: schema.org in JSON-LD, one graph per page."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from turnout.site.events.views import (
    EventPage,
    SeriesPage,
    SessionPage,
    SessionView,
    SpeakerPage,
    SpeakerView,
    TicketView,
)
from turnout.site.l10n.i18n import _
from turnout.site.layout.views import EventCard, EventKind, OrganizationCard, OrganizationPage
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
    """The property as an entry, left out where it is empty."""
    return {name: value} if value else {}


def lists(events: Sequence[EventCard]) -> Iterable[Entry]:
    if events:
        yield {
            "@type": "ItemList",
            "numberOfItems": len(events),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "url": each.organization.origin + each.url,
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


def way_home(home: OrganizationCard) -> tuple[tuple[str, str], ...]:
    return ((_("Events"), "/events"), (home.name, f"/{home.slug}"))


def way_to(view: EventPage) -> tuple[tuple[str, str], ...]:
    series = ((view.series.title, view.series.url),) if view.series else ()
    return (*way_home(view.organization), *series)


def organization(card: OrganizationCard) -> Entry:
    return {
        "@type": "Organization",
        "name": card.name,
        "url": f"{card.origin}/{card.slug}",
        **said("logo", card.origin + card.logo.src if card.logo else ""),
    }


def person(speaker: SpeakerView, base_url: str = "") -> Entry:
    return {
        "@type": "Person",
        "name": speaker.name,
        **said("jobTitle", speaker.title),
        **said("url", base_url + speaker.url if base_url and speaker.url else ""),
        **said(
            "affiliation",
            speaker.company and {"@type": "Organization", "name": speaker.company},
        ),
    }


def happening(
    view: EventPage | EventCard | SessionPage | SessionView, url: str, *, entry_id: str = ""
) -> Entry:
    """What every event says first: its name, its page and its time."""
    return {
        "@type": "Event",
        **said("@id", entry_id),
        "name": view.title,
        **said("url", url),
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
    }


def standing(status: str, kind: EventKind) -> Entry:
    return {
        "eventStatus": schema(STATUS.get(status, "EventScheduled")),
        "eventAttendanceMode": schema(ATTENDANCE[kind]),
    }


def in_short(view: EventPage) -> Entry:
    url = view.organization.origin + view.url
    return {**happening(view, url, entry_id=f"{url}#event"), "location": locations(view)}


def card(card: EventCard) -> Entry:
    origin = card.organization.origin
    place: Entry = {"@type": "Place", "name": card.place or card.organization.name}
    return {
        **happening(card, origin + card.url),
        **standing(card.status, card.kind),
        "location": _where(card.kind, place, origin + card.url),
        **said("description", card.summary),
        **said("image", [origin + card.cover.src] if card.cover else []),
    }


def images(view: EventPage) -> list[str]:
    """The organizer's cover first, then the picture that we draw."""
    cover = [view.organization.origin + view.cover.src] if view.cover else []
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


MOST_PERFORMERS: Final = 24


def event_json(view: EventPage) -> str:
    """The event with what is sold, and where its page stands."""
    origin = view.organization.origin
    entry: Entry = {
        **happening(view, view.canonical_url, entry_id=f"{origin}{view.url}#event"),
        **standing(view.status, view.kind),
        "location": locations(view),
        "organizer": organization(view.organization),
        **said("image", images(view)),
        **said("description", view.summary),
        **said("inLanguage", view.language),
        **said("keywords", ", ".join(view.tags)),
        **said("performer", [person(each) for each in view.speakers[:MOST_PERFORMERS]]),
        **said("offers", [offer(ticket, view) for ticket in view.tickets]),
    }
    if view.tickets:
        entry["isAccessibleForFree"] = all(each.is_free for each in view.tickets)
    if view.series:
        entry["superEvent"] = {
            "@type": "EventSeries",
            "name": view.series.title,
            "url": origin + view.series.url,
        }
    return graph(entry, crumbs(way_to(view), origin))


def session_json(view: SessionPage) -> str:
    """A programme item as an event of its own inside the event."""
    event, origin = view.event, view.event.organization.origin
    entry: Entry = {
        **happening(view, origin + view.url),
        **standing(event.status, event.kind),
        "location": locations(event, room=view.room),
        "organizer": organization(event.organization),
        "superEvent": in_short(event),
        **said("image", [view.image_url]),
        **said("description", view.description),
        **said("inLanguage", view.language or event.language),
        **said("performer", [person(each, origin) for each in view.speakers]),
    }
    way = (*way_to(event), (event.title, event.url), (view.title, view.url))
    return graph(entry, crumbs(way, origin))


def speaker_json(view: SpeakerPage) -> str:
    """A speaker, and in what they take part."""
    event, origin = view.event, view.event.organization.origin
    entry: Entry = {
        **person(view.speaker, origin),
        **said("description", view.description),
        **said("image", origin + view.photo.src if view.photo else ""),
        **said("sameAs", [link.url for link in view.links]),
        **said(
            "performerIn",
            [
                {
                    **happening(each, origin + each.url if each.url else ""),
                    "location": locations(event),
                    "superEvent": in_short(event),
                }
                for each in view.talks
            ],
        ),
    }
    way = (*way_to(event), (event.title, event.url), (view.speaker.name, view.url))
    return graph(entry, crumbs(way, origin))


def series_json(view: SeriesPage) -> str:
    """A series with its events."""
    origin = view.organization.origin
    shown = (*view.upcoming, *view.past)
    entry: Entry = {
        "@type": "EventSeries",
        "name": view.title,
        "url": view.url,
        "organizer": organization(view.organization),
        **said("subEvent", [card(each) for each in shown]),
        **said("description", view.summary),
        **said("image", [origin + view.cover.src] if view.cover else []),
    }
    if shown:
        entry["startDate"] = min(each.starts_at for each in shown).isoformat()
        entry["endDate"] = max(each.ends_at for each in shown).isoformat()
    way = (*way_home(view.organization), (view.title, view.url.removeprefix(origin)))
    return graph(entry, crumbs(way, origin))


def organization_json(view: OrganizationPage) -> str:
    entry: Entry = {
        **organization(view.organization),
        **said("description", view.description),
        **said("sameAs", _elsewhere(view)),
        **said(
            "address",
            view.country and {"@type": "PostalAddress", "addressCountry": view.country},
        ),
        **said("email", view.contact_email),
    }
    way = crumbs(way_home(view.organization), view.organization.origin)
    return graph(entry, way, *lists(view.upcoming))


def _elsewhere(view: OrganizationPage) -> list[str]:
    """Other pages of the organization's own: its website, its social links."""
    website = [view.website.url] if view.website else []
    return [*website, *(each.url for each in view.social_links)]


def site_json(name: str, events: Sequence[EventCard], base_url: str) -> str:
    """The start page: the site with its search, and what it shows."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{base_url}/events?q={{search_term_string}}"}
    entry: Entry = {
        "@type": "WebSite",
        "name": name,
        "url": f"{base_url}/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        },
    }
    return graph(entry, *lists(events))


def list_json(events: Sequence[EventCard]) -> str:
    """A page of the directory."""
    return graph(*lists(events)) if events else ""
