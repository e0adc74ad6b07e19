"""Pages as search engines read them: schema.org in JSON-LD, one graph per page."""

from collections.abc import Sequence
from typing import Final

from turnout.site.events.event_views import EventPage, SessionPage, SpeakerPage
from turnout.site.events.series_page import SeriesPage
from turnout.site.l10n.i18n import _
from turnout.site.layout.views import EventCard, OrganizationPage
from turnout.site.machines import json_ld_parts as parts
from turnout.site.machines.json_ld_parts import Entry

MOST_PERFORMERS: Final = 24


def event_json(view: EventPage, base_url: str) -> str:
    """The event with what is sold, and where its page stands."""
    entry: Entry = {
        "@type": "Event",
        "@id": f"{base_url}{view.url}#event",
        "name": view.title,
        "url": view.canonical_url,
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
        "eventStatus": parts.schema(parts.STATUS.get(view.status, "EventScheduled")),
        "eventAttendanceMode": parts.schema(parts.ATTENDANCE[view.kind]),
        "location": parts.locations(view),
        "organizer": parts.organization(view.organization, base_url),
        **parts.said("image", parts.images(view, base_url)),
        **parts.said("description", view.summary),
        **parts.said("inLanguage", view.language),
        **parts.said("keywords", ", ".join(view.tags)),
        **parts.said("performer", [parts.person(each) for each in view.speakers[:MOST_PERFORMERS]]),
        **parts.said("offers", [parts.offer(ticket, view) for ticket in view.tickets]),
    }
    if view.tickets:
        entry["isAccessibleForFree"] = all(each.is_free for each in view.tickets)
    if view.series:
        entry["superEvent"] = {
            "@type": "EventSeries",
            "name": view.series.title,
            "url": base_url + view.series.url,
        }
    return parts.graph(entry, parts.crumbs(parts.way_to(view), base_url))


def session_json(view: SessionPage, base_url: str) -> str:
    """A programme item as an event of its own inside the event."""
    event = view.event
    entry: Entry = {
        "@type": "Event",
        "name": view.title,
        "url": base_url + view.url,
        "startDate": view.starts_at.isoformat(),
        "endDate": view.ends_at.isoformat(),
        "eventStatus": parts.schema(parts.STATUS.get(event.status, "EventScheduled")),
        "eventAttendanceMode": parts.schema(parts.ATTENDANCE[event.kind]),
        "location": parts.locations(event, room=view.room),
        "organizer": parts.organization(event.organization, base_url),
        "superEvent": parts.in_short(event, base_url),
        **parts.said("image", [view.image_url]),
        **parts.said("description", view.description),
        **parts.said("inLanguage", view.language or event.language),
        **parts.said("performer", [parts.person(each, base_url) for each in view.speakers]),
    }
    way = (*parts.way_to(event), (event.title, event.url), (view.title, view.url))
    return parts.graph(entry, parts.crumbs(way, base_url))


def speaker_json(view: SpeakerPage, base_url: str) -> str:
    """A speaker, and in what they take part."""
    event = view.event
    entry: Entry = {
        **parts.person(view.speaker, base_url),
        **parts.said("description", view.description),
        **parts.said("image", base_url + view.photo.src if view.photo else ""),
        **parts.said("sameAs", [link.url for link in view.links]),
        **parts.said(
            "performerIn",
            [
                {
                    "@type": "Event",
                    "name": each.title,
                    **parts.said("url", base_url + each.url if each.url else ""),
                    "startDate": each.starts_at.isoformat(),
                    "endDate": each.ends_at.isoformat(),
                    "location": parts.locations(event),
                    "superEvent": parts.in_short(event, base_url),
                }
                for each in view.talks
            ],
        ),
    }
    way = (*parts.way_to(event), (event.title, event.url), (view.speaker.name, view.url))
    return parts.graph(entry, parts.crumbs(way, base_url))


def series_json(view: SeriesPage, base_url: str) -> str:
    """A series with its events."""
    shown = (*view.upcoming, *view.past)
    entry: Entry = {
        "@type": "EventSeries",
        "name": view.title,
        "url": view.url,
        "organizer": parts.organization(view.organization, base_url),
        **parts.said("subEvent", [parts.card(each, base_url) for each in shown]),
        **parts.said("description", view.summary),
        **parts.said("image", [base_url + view.cover.src] if view.cover else []),
    }
    if shown:
        entry["startDate"] = min(each.starts_at for each in shown).isoformat()
        entry["endDate"] = max(each.ends_at for each in shown).isoformat()
    home = view.organization
    way = ((_("Events"), "/events"), (home.name, f"/{home.slug}"))
    return parts.graph(
        entry, parts.crumbs((*way, (view.title, view.url.removeprefix(base_url))), base_url)
    )


def organization_json(view: OrganizationPage, base_url: str) -> str:
    entry: Entry = {
        **parts.organization(view.organization, base_url),
        **parts.said("description", view.description),
        **parts.said("sameAs", [view.website.url] if view.website else []),
        **parts.said("email", view.contact_email),
    }
    crumbs = parts.crumbs(
        ((_("Events"), "/events"), (view.organization.name, f"/{view.organization.slug}")), base_url
    )
    return parts.graph(entry, crumbs, *parts.lists(view.upcoming, base_url))


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
    return parts.graph(entry, *parts.lists(events, base_url))


def list_json(events: Sequence[EventCard], base_url: str) -> str:
    """A page of the directory."""
    return parts.graph(*parts.lists(events, base_url)) if events else ""
