"""Pages as search engines read them: schema.org in JSON-LD, one graph per page."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from turnout.site.event_views import EventPage, SessionPage, SpeakerPage, SpeakerView, TicketView
from turnout.site.rendering import script_json
from turnout.site.series_page import SeriesPage
from turnout.site.texts import _
from turnout.site.views import EventCard, EventKind, OrganizationCard, OrganizationPage
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
MOST_PERFORMERS: Final = 24

Entry = dict[str, Any]


def event_json(view: EventPage, base_url: str) -> str:
    """The event with what is sold, and where its page stands."""
    entry: Entry = {
        "@type": "Event",
        "@id": f"{base_url}{view.url}#event",
        "name": view.title,
        "url": view.canonical_url,
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
        "eventStatus": _schema(STATUS.get(view.status, "EventScheduled")),
        "eventAttendanceMode": _schema(ATTENDANCE[view.kind]),
        "location": _locations(view),
        "organizer": _organization(view.organization, base_url),
        **_if("image", _images(view, base_url)),
        **_if("description", view.summary),
        **_if("inLanguage", view.language),
        **_if("keywords", ", ".join(view.tags)),
        **_if("performer", [_person(each) for each in view.speakers[:MOST_PERFORMERS]]),
        **_if("offers", [_offer(ticket, view) for ticket in view.tickets]),
    }
    if view.tickets:
        entry["isAccessibleForFree"] = all(each.is_free for each in view.tickets)
    if view.series:
        entry["superEvent"] = {
            "@type": "EventSeries",
            "name": view.series.title,
            "url": base_url + view.series.url,
        }
    return _graph(entry, _crumbs(_way_to(view), base_url))


def session_json(view: SessionPage, base_url: str) -> str:
    """A programme item as an event of its own inside the event."""
    event = view.event
    entry: Entry = {
        "@type": "Event",
        "name": view.title,
        "url": base_url + view.url,
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
        "eventStatus": _schema(STATUS.get(event.status, "EventScheduled")),
        "eventAttendanceMode": _schema(ATTENDANCE[event.kind]),
        "location": _locations(event, room=view.room),
        "organizer": _organization(event.organization, base_url),
        "superEvent": _in_short(event, base_url),
        **_if("image", [view.image_url]),
        **_if("description", view.description),
        **_if("inLanguage", view.language or event.language),
        **_if("performer", [_person(each, base_url) for each in view.speakers]),
    }
    way = (*_way_to(event), (event.title, event.url), (view.title, view.url))
    return _graph(entry, _crumbs(way, base_url))


def speaker_json(view: SpeakerPage, base_url: str) -> str:
    """A speaker, and in what they take part."""
    event = view.event
    entry: Entry = {
        **_person(view.speaker, base_url),
        **_if("description", view.description),
        **_if("image", base_url + view.photo.src if view.photo else ""),
        **_if("sameAs", [link.url for link in view.links]),
        **_if(
            "performerIn",
            [
                {
                    "@type": "Event",
                    "name": each.title,
                    **_if("url", base_url + each.url if each.url else ""),
                    "startDate": each.starts_at.isoformat(),
                    "endDate": each.ends_at.isoformat(),
                    "location": _locations(event),
                    "superEvent": _in_short(event, base_url),
                }
                for each in view.talks
            ],
        ),
    }
    way = (*_way_to(event), (event.title, event.url), (view.speaker.name, view.url))
    return _graph(entry, _crumbs(way, base_url))


def series_json(view: SeriesPage, base_url: str) -> str:
    """A series with its events."""
    shown = (*view.upcoming, *view.past)
    entry: Entry = {
        "@type": "EventSeries",
        "name": view.title,
        "url": view.url,
        "organizer": _organization(view.organization, base_url),
        **_if("subEvent", [_card(each, base_url) for each in shown]),
        **_if("description", view.summary),
        **_if("image", [base_url + view.cover.src] if view.cover else []),
    }
    if shown:
        entry["startDate"] = min(each.starts_at for each in shown).isoformat()
        entry["endDate"] = max(each.ends_at for each in shown).isoformat()
    home = view.organization
    way = ((_("Events"), "/events"), (home.name, f"/{home.slug}"))
    return _graph(entry, _crumbs((*way, (view.title, view.url.removeprefix(base_url))), base_url))


def organization_json(view: OrganizationPage, base_url: str) -> str:
    entry: Entry = {
        **_organization(view.organization, base_url),
        **_if("description", view.description),
        **_if("sameAs", [view.website.url] if view.website else []),
        **_if("email", view.contact_email),
    }
    crumbs = _crumbs(
        ((_("Events"), "/events"), (view.organization.name, f"/{view.organization.slug}")), base_url
    )
    return _graph(entry, crumbs, *_lists(view.upcoming, base_url))


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
    return _graph(entry, *_lists(events, base_url))


def list_json(events: Sequence[EventCard], base_url: str) -> str:
    """A page of the directory."""
    return _graph(*_lists(events, base_url)) if events else ""


def _graph(*entries: Entry) -> str:
    """JSON-LD that cannot end its script element, whatever an organizer typed."""
    return script_json({"@context": "https://schema.org", "@graph": list(entries)})


def _if(name: str, value: Any) -> Entry:
    """The property where there is something to say."""
    return {name: value} if value else {}


def _lists(events: Sequence[EventCard], base_url: str) -> Iterable[Entry]:
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


def _crumbs(way: Iterable[tuple[str, str]], base_url: str) -> Entry:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": base_url + path}
            for place, (name, path) in enumerate(way, start=1)
        ],
    }


def _way_to(view: EventPage) -> tuple[tuple[str, str], ...]:
    home = view.organization
    series = ((view.series.title, view.series.url),) if view.series else ()
    return ((_("Events"), "/events"), (home.name, f"/{home.slug}"), *series)


def _organization(card: OrganizationCard, base_url: str) -> Entry:
    return {"@type": "Organization", "name": card.name, "url": f"{base_url}/{card.slug}"}


def _person(speaker: SpeakerView, base_url: str = "") -> Entry:
    return {
        "@type": "Person",
        "name": speaker.name,
        **_if("jobTitle", speaker.title),
        **_if("url", base_url + speaker.url if base_url and speaker.url else ""),
        **(
            {"affiliation": {"@type": "Organization", "name": speaker.company}}
            if speaker.company
            else {}
        ),
    }


def _in_short(view: EventPage, base_url: str) -> Entry:
    return {
        "@type": "Event",
        "@id": f"{base_url}{view.url}#event",
        "name": view.title,
        "url": base_url + view.url,
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
        "location": _locations(view),
    }


def _card(card: EventCard, base_url: str) -> Entry:
    return {
        "@type": "Event",
        "name": card.title,
        "url": base_url + card.url,
        "startDate": card.starts_at.isoformat(),
        "endDate": card.ends_at.isoformat(),
        "eventStatus": _schema(STATUS.get(card.status, "EventScheduled")),
        "eventAttendanceMode": _schema(ATTENDANCE[card.kind]),
        "location": _where(card.kind, _place(card), base_url + card.url),
        **_if("description", card.summary),
        **_if("image", [base_url + card.cover.src] if card.cover else []),
    }


def _place(card: EventCard) -> Entry:
    return {"@type": "Place", "name": card.place or card.organization.name}


def _images(view: EventPage, base_url: str) -> list[str]:
    """The organizer's cover first, then the picture that we draw."""
    cover = [base_url + view.cover.src] if view.cover else []
    return [*cover, *([view.image_url] if view.image_url else [])]


def _offer(ticket: TicketView, view: EventPage) -> Entry:
    return {
        "@type": "Offer",
        "name": ticket.name,
        "price": decimal_text(ticket.price.minor, ticket.price.currency),
        "priceCurrency": ticket.price.currency,
        "availability": _schema(AVAILABILITY[ticket.state]),
        "url": view.canonical_url,
        **_if("description", ticket.description),
        **_if("validFrom", ticket.sale_starts_at and ticket.sale_starts_at.isoformat()),
        **_if("validThrough", ticket.sale_ends_at and ticket.sale_ends_at.isoformat()),
    }


def decimal_text(minor: int, currency: str) -> str:
    """`1050` of EUR is `10.50`, of JPY `1050`."""
    digits = exponent_of(currency)
    if digits == 0:
        return str(minor)
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}"


def _locations(view: EventPage, *, room: str = "") -> Any:
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


def _schema(name: str) -> str:
    return f"https://schema.org/{name}"
