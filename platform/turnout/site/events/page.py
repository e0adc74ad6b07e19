"""An event's page as views, from what discovery found and what is left in stock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from turnout.kernel import clock
from turnout.modules.discovery import api as discovery
from turnout.site.events import cards, refund_terms
from turnout.site.events.programme import NO_FILTERS, programme_view, session_views
from turnout.site.events.views import (
    EventPage,
    ProgrammeFilters,
    SessionPage,
    SpeakerPage,
    SpeakerView,
    TicketView,
)
from turnout.site.l10n import languages
from turnout.site.layout.addresses import event_path
from turnout.site.machines import share_cards


def event_view(
    event: discovery.PublishedEvent,
    tickets: Sequence[TicketView],
    *,
    base_url: str,
    filters: ProgrammeFilters = NO_FILTERS,
    dates: Sequence[discovery.NextDate] = (),
    today: date | None = None,
) -> EventPage:
    """The page of an event as it is; in another language where its texts were put into one."""
    summary, page = event.summary, event.page
    path = event_path(summary)
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
        programme=programme_view(event, path, filters, today=today),
        speakers=speakers_of(event, path),
        url=path,
        canonical_url=languages.address_in(event, base_url + path),
        checkout_url=f"{path}/checkout",
        availability_url=f"{path}/availability.json",
        indexable=page.is_listed and summary.organization.is_crawled,
        locales=languages.locales_of(event, base_url + path),
    )
    return _completed(view, event, base_url=base_url, dates=dates)


def _completed(
    view: EventPage,
    event: discovery.PublishedEvent,
    *,
    base_url: str,
    dates: Sequence[discovery.NextDate],
) -> EventPage:
    """The page with its languages, with what hangs on the event, and with its picture."""
    path = view.url
    made = replace(
        view,
        language=event.summary.language,
        direction=languages.direction_of(event.summary.language),
        languages=languages.languages_of(event, path),
        files=cards.files_of(event.page.downloads, path),
        sponsors=cards.sponsors_of(event.page.sponsors),
        series=cards.series_of(event, dates),
        pattern=cards.pattern_of(event.summary.id),
        state_reason=event.page.state_reason,
        orders_fate=event.page.orders_fate,
        cover=event.summary.cover,
        calendar_url=f"{path}/calendar.ics",
        speakers_url=f"{path}/speakers",
        contact_email=event.page.contact_email,
        returns=refund_terms.terms_before_buying(event),
    )
    return replace(made, image_url=base_url + share_cards.event_image(made))


def speakers_of(event: discovery.PublishedEvent, path: str) -> tuple[SpeakerView, ...]:
    return tuple(cards.speaker_view(each, path) for each in event.programme.speakers)


def session_view(
    event: discovery.PublishedEvent,
    view: EventPage,
    key: str,
    *,
    text: discovery.SessionText,
    base_url: str,
) -> SessionPage | None:
    """One programme item's own page; None when the programme has no such item."""
    programme = event.programme
    each = next((one for one in programme.sessions if one.key == key), None)
    if each is None:
        return None
    zone = ZoneInfo(event.summary.time_zone)
    people = [programme.speakers[one] for one in each.speakers]
    html = text.abstract_html + text.description_html
    page = SessionPage(
        event=view,
        id=str(each.id),
        title=each.title,
        subtitle=text.subtitle,
        starts_at=discovery.local(each.starts_at, zone),
        ends_at=discovery.local(each.ends_at, zone),
        room=_at(programme.rooms, each.room),
        track=_at(programme.tracks, each.track),
        language=each.language or event.summary.language,
        abstract_html=html,
        description=discovery.plain(html),
        speakers=tuple(cards.speaker_view(one, view.url) for one in people),
        links=cards.links_of(text.links),
        url=f"{view.url}/sessions/{key}",
        calendar_url=f"{view.url}/sessions/{key}/calendar.ics",
    )
    return replace(page, image_url=base_url + share_cards.session_image(page))


def speaker_view(
    event: discovery.PublishedEvent,
    view: EventPage,
    key: str,
    *,
    text: discovery.SpeakerText,
    base_url: str,
) -> SpeakerPage | None:
    """One speaker's own page with what they take part in; None for nobody of the event."""
    entries = event.programme.speakers
    place = next((number for number, one in enumerate(entries) if one.key == key), None)
    if place is None:
        return None
    theirs = [each for each in event.programme.sessions if place in each.speakers]
    theirs.sort(key=lambda each: each.starts_at)
    page = SpeakerPage(
        event=view,
        speaker=cards.speaker_view(entries[place], view.url),
        photo=text.photo or entries[place].photo,
        biography_html=text.biography_html,
        description=discovery.plain(text.biography_html),
        links=cards.links_of(text.links),
        talks=tuple(session_views(event, view.url, theirs)),
        url=f"{view.url}/speakers/{key}",
    )
    return replace(page, image_url=base_url + share_cards.speaker_image(page))


def _at(names: Sequence[str], index: int | None) -> str:
    return names[index] if index is not None else ""


def dates_of(event: discovery.PublishedEvent) -> list[discovery.NextDate]:
    """The next dates of the event's series; at most one statement, and mostly none."""
    series = event.page.series
    if series is None:
        return []
    return discovery.next_dates(event.summary.organization.id, series.id)


def today_of(event: discovery.PublishedEvent) -> date | None:
    """The day of the event that is today where it is; None before it begins and once it is over."""
    today = discovery.local(clock.now(), ZoneInfo(event.summary.time_zone)).date()
    first, last = event.summary.starts_at.date(), event.summary.ends_at.date()
    return today if first <= today <= last else None
