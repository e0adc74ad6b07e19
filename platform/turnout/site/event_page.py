"""An event's page as views, from what discovery found and what is left in stock."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, cast
from zoneinfo import ZoneInfo

from turnout.modules.discovery import api as discovery
from turnout.site import cards, formats, languages, page_parts
from turnout.site.event_views import (
    EventPage,
    Programme,
    ProgrammeDay,
    ProgrammeFilters,
    SessionPage,
    SessionView,
    TicketView,
)
from turnout.site.views import Link

NO_FILTERS = ProgrammeFilters()


def event_view(
    event: discovery.PublishedEvent,
    tickets: Sequence[TicketView],
    *,
    base_url: str,
    filters: ProgrammeFilters = NO_FILTERS,
    dates: Sequence[discovery.NextDate] = (),
) -> EventPage:
    """The page of an event as it is; in another language where its texts were put into one."""
    summary, page = event.summary, event.page
    path = cards.event_path(summary)
    view = EventPage(
        id=str(summary.id),
        organization_id=str(summary.organization.id),
        title=summary.title,
        summary=summary.summary,
        description_html=page.description_html,
        organization=cards.organization_card(summary.organization),
        starts_at=summary.starts_at,
        ends_at=summary.ends_at,
        zone=summary.time_zone,
        kind=cast("Any", summary.kind),
        status=cast("Any", summary.state),
        place=summary.place,
        address=page.address,
        latitude=page.latitude,
        longitude=page.longitude,
        category=summary.category,
        tags=tuple(summary.tags),
        tickets=tuple(tickets),
        programme=programme_view(event, path, filters),
        speakers=tuple(map(page_parts.speaker_view, event.programme.speakers)),
        url=path,
        canonical_url=languages.address_in(event, base_url + path),
        checkout_url=f"{path}/checkout",
        availability_url=f"{path}/availability.json",
        cover=summary.cover,
        indexable=page.is_listed,
        locales=languages.locales_of(event, base_url + path),
    )
    return _completed(view, event, path=path, dates=dates)


def _completed(
    view: EventPage,
    event: discovery.PublishedEvent,
    *,
    path: str,
    dates: Sequence[discovery.NextDate],
) -> EventPage:
    """The page with its languages, and with what hangs on the event."""
    return replace(
        view,
        language=event.summary.language,
        direction=languages.direction_of(event.summary.language),
        languages=languages.languages_of(event, path),
        files=page_parts.files_of(event.page.downloads, path),
        sponsors=page_parts.sponsors_of(event.page.sponsors),
        series=page_parts.series_of(event, dates),
        pattern=cards.pattern_of(event.summary.id),
        state_reason=event.page.state_reason,
        orders_fate=event.page.orders_fate,
    )


def programme_view(
    event: discovery.PublishedEvent, path: str, filters: ProgrammeFilters
) -> Programme:
    """The programme by day, as the filters leave it."""
    programme = event.programme
    zone = ZoneInfo(event.summary.time_zone)
    wanted = (each for each in programme.sessions if _matches(each, programme, filters))
    ordered = sorted(wanted, key=lambda each: (each.day, each.starts_at, each.room or 0))
    names = [speaker.name for speaker in programme.speakers]
    days = [
        ProgrammeDay(
            day=day, sessions=tuple(_session(each, names, zone=zone, path=path) for each in found)
        )
        for day, found in groupby(ordered, key=lambda each: each.day)
    ]
    return Programme(
        days=tuple(days),
        tracks=tuple(programme.tracks),
        rooms=tuple(programme.rooms),
        filters=filters,
        all_days=tuple(sorted({each.day for each in programme.sessions})),
        total=len(programme.sessions),
    )


def session_view(
    event: discovery.PublishedEvent,
    view: EventPage,
    key: str,
    *,
    text: discovery.SessionText,
) -> SessionPage | None:
    """One programme item's own page; None when the programme has no such item."""
    programme = event.programme
    zone = ZoneInfo(event.summary.time_zone)
    for each in programme.sessions:
        if each.key == key:
            return SessionPage(
                event=view,
                title=each.title,
                subtitle=text.subtitle,
                starts_at=discovery.local(each.starts_at, zone),
                ends_at=discovery.local(each.ends_at, zone),
                room=_at(programme.rooms, each.room),
                track=_at(programme.tracks, each.track),
                language=each.language,
                abstract_html=text.abstract_html + text.description_html,
                speakers=tuple(
                    page_parts.speaker_view(programme.speakers[one]) for one in each.speakers
                ),
                links=tuple(
                    Link(label=link.label, url=link.url)
                    for link in text.links
                    if link.url.startswith(("https://", "http://"))
                ),
                url=f"{view.url}/sessions/{key}",
            )
    return None


def _session(
    entry: discovery.SessionEntry, names: Sequence[str], *, zone: ZoneInfo, path: str
) -> SessionView:
    return SessionView(
        id=str(entry.id),
        title=entry.title,
        url=f"{path}/sessions/{entry.key}",
        starts_at=discovery.local(entry.starts_at, zone),
        ends_at=discovery.local(entry.ends_at, zone),
        track=entry.track,
        room=entry.room,
        speakers=", ".join(names[one] for one in entry.speakers),
        language=entry.language,
    )


def _matches(
    entry: discovery.SessionEntry,
    programme: discovery.ProgrammeEntry,
    filters: ProgrammeFilters,
) -> bool:
    if filters == NO_FILTERS:
        return True
    return (
        filters.day in ("", entry.day.isoformat())
        and filters.track in ("", str(entry.track))
        and filters.room in ("", str(entry.room))
        and _has_words(
            (entry.title, *(programme.speakers[one].name for one in entry.speakers)), filters.text
        )
    )


def _has_words(parts: Iterable[str], text: str) -> bool:
    folded = formats.fold(" ".join(parts))
    return all(word in folded for word in formats.fold(text).split())


def _at(names: Sequence[str], index: int | None) -> str:
    return names[index] if index is not None else ""
