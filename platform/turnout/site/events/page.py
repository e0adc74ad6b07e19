"""Pages of an event, its sessions, speakers and series, and its card, from what was published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, TypeVar, cast
from zoneinfo import ZoneInfo

from turnout.kernel import clock
from turnout.kernel.errors import NotFound
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.site.events import (
    availability,
    cards,
    places,
    refund_terms,
    service,
    session_files,
)
from turnout.site.events.availability import ticket_of
from turnout.site.events.currencies import checkout_in, currency_views
from turnout.site.events.programme import NO_FILTERS, programme_view, session_views
from turnout.site.events.views import (
    ADD_ON,
    BUYABLE,
    DateView,
    EventPage,
    Neighbours,
    PassView,
    ProgrammeFilters,
    SeriesPage,
    SessionPage,
    SpeakerPage,
    TicketView,
    prices_of,
    sale_state_of,
)
from turnout.site.l10n import i18n, languages
from turnout.site.layout.addresses import event_path, series_path
from turnout.site.layout.views import EventCard, Link
from turnout.site.machines import share_cards

Part = TypeVar("Part", discovery.SessionEntry, discovery.SpeakerEntry)
COPIED: Final = (
    "description_html", "address", "latitude", "longitude", "contact_email", "contact_name",
    "contact_phone", "state_reason", "orders_fate",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """An event for who asks: public, or private and opened by a code."""

    event: discovery.PublishedEvent
    view: EventPage
    code: str = ""
    """What opened a private one."""

    @property
    def is_private(self) -> bool:
        return bool(self.code)


def event_view(
    event: discovery.PublishedEvent,
    tickets: Sequence[TicketView],
    *,
    filters: ProgrammeFilters = NO_FILTERS,
    dates: Sequence[discovery.NextDate] = (),
    others: tuple[DateView, ...] = (),
    today: date | None = None,
    currency: str = "",
) -> EventPage:
    """The page of an event as it is; in another language where its texts were put into one."""
    summary, page = event.summary, event.page
    path, home = event_path(summary), cards.organization_card(summary.organization)
    view = EventPage(
        **attributes_of(summary, cards.COPIED),
        **attributes_of(page, COPIED),
        id=str(summary.id),
        organization_id=str(summary.organization.id),
        organization=home,
        zone=summary.time_zone,
        status=cast("Any", summary.state),
        tags=tuple(summary.tags),
        tickets=tuple(tickets),
        programme=programme_view(event, path, filters, today=today),
        speakers=tuple(cards.speaker_view(each, path) for each in event.programme.speakers),
        url=path,
        canonical_url=languages.address_in(event, home.origin + path),
        checkout_url=checkout_in(f"{path}/checkout", currency),
        availability_url=f"{path}/availability.json",
        live_url=service.stream_url(summary.organization.id, summary.id),
        calendar_url=f"{path}/calendar.ics",
        speakers_url=f"{path}/speakers",
        indexable=page.is_listed and summary.organization.is_crawled,
        locales=languages.locales_of(event, home.origin + path),
        direction=languages.direction_of(summary.language),
        languages=languages.languages_of(event, path),
        files=cards.files_of(page.downloads, path),
        fields=tuple(map(cards.field_view, page.fields)),
        gallery=cards.gallery_of(page.gallery, summary.title),
        sponsors=cards.sponsors_of(page.sponsors),
        series=cards.series_of(event, dates),
        others=others,
        currencies=currency_views(page.offers, currency, path),
        drawing=cards.drawing_of_event(summary),
        returns=refund_terms.terms_before_buying(event),
    )
    return replace(view, image_url=home.origin + share_cards.event_image(view))


def session_view(shown: ShownEvent, key: str) -> SessionPage:
    """One programme item's own page; NotFound when the programme has no such item."""
    event, view, summary = shown.event, shown.view, shown.event.summary
    text = (
        event.texts.get(key)
        if shown.is_private
        else discovery.find_session_text(summary.organization.id, summary.id, key)
    )
    programme = event.programme
    each = next((one for one in programme.sessions if one.key == key), None)
    if text is None or each is None:
        raise NotFound
    zone = ZoneInfo(summary.time_zone)
    people = [programme.speakers[one] for one in each.speakers]
    html = text.abstract_html + text.description_html
    made = SessionPage(
        event=view,
        id=str(each.id),
        title=each.title,
        subtitle=text.subtitle,
        starts_at=discovery.local(each.starts_at, zone),
        ends_at=discovery.local(each.ends_at, zone),
        room=_at(programme.rooms, each.room),
        track=_at(programme.tracks, each.track),
        language=each.language or summary.language,
        abstract_html=html,
        description=discovery.plain(html),
        speakers=tuple(cards.speaker_view(one, view.url) for one in people),
        links=cards.links_of(text.links),
        kind=text.kind,
        tags=tuple(text.tags),
        track_number=each.track if len(programme.tracks) > 1 else None,
        colour=_at(programme.colours or [""] * len(programme.tracks), each.track),
        sign_up=places.sign_up_of(event, each, view.url, now=clock.now()),
        files=tuple(session_files.public_files(event, each, text, now=clock.now())),
        held_files_url=session_files.held_url(each, text, view.url),
        around=_around(in_order(programme.sessions), each, f"{view.url}/sessions"),
        url=f"{view.url}/sessions/{key}",
        calendar_url=f"{view.url}/sessions/{key}/calendar.ics",
    )
    return replace(made, image_url=view.organization.origin + share_cards.session_image(made))


def speaker_view(shown: ShownEvent, key: str) -> SpeakerPage:
    """One speaker's own page with what they take part in; NotFound for nobody of the event."""
    event, view, summary = shown.event, shown.view, shown.event.summary
    found = (
        event.speaker_texts.get(key)
        if shown.is_private
        else discovery.find_speaker_text(summary.organization.id, summary.id, key)
    )
    text = found or discovery.SpeakerText()
    entries = event.programme.speakers
    place = next((number for number, one in enumerate(entries) if one.key == key), None)
    if place is None:
        raise NotFound
    theirs = [each for each in event.programme.sessions if place in each.speakers]
    theirs.sort(key=lambda each: each.starts_at)
    made = SpeakerPage(
        event=view,
        speaker=cards.speaker_view(entries[place], view.url),
        photo=text.photo or entries[place].photo,
        biography_html=text.biography_html,
        description=discovery.plain(text.biography_html),
        links=cards.links_of(text.links),
        talks=tuple(session_views(event, view.url, theirs)),
        around=_around(entries, entries[place], f"{view.url}/speakers"),
        url=f"{view.url}/speakers/{key}",
    )
    return replace(made, image_url=view.organization.origin + share_cards.speaker_image(made))


def in_order(sessions: Iterable[discovery.SessionEntry]) -> list[discovery.SessionEntry]:
    """As the programme lists them."""
    return sorted(sessions, key=lambda each: (each.day, each.starts_at, each.room or 0))


def _around(parts: Sequence[Part], here: Part, path: str) -> Neighbours:
    place = parts.index(here)
    before = parts[place - 1] if place else None
    after = parts[place + 1] if place + 1 < len(parts) else None
    return Neighbours(
        previous=_part_link(before, path) if before else None,
        following=_part_link(after, path) if after else None,
    )


def _part_link(part: discovery.SessionEntry | discovery.SpeakerEntry, path: str) -> Link:
    name = part.title if isinstance(part, discovery.SessionEntry) else part.name
    return Link(label=name, url=f"{path}/{part.key or part.id}")


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


def event_cards(listed: Sequence[discovery.EventSummary]) -> tuple[EventCard, ...]:
    """The cards of a list with what is left as of now: at most one statement for all."""
    stock, now = service.stock_of_list(listed), clock.now()
    return tuple(_event_card(each, stock, now=now) for each in listed)


def _event_card(event: discovery.EventSummary, stock: service.Stock, *, now: datetime) -> EventCard:
    tickets = availability.tickets_of(event, event.offers, stock, now=now)
    return replace(
        cards.brief_card(event),
        prices=prices_of(tickets),
        sale=_sale_of(event, tickets, now=now),
    )


def _sale_of(event: discovery.EventSummary, tickets: Sequence[TicketView], *, now: datetime) -> Any:
    """What a card says of the sale: nothing while there is enough, and once it is over."""
    if event.state not in availability.SELLING or event.ends_at <= now or not tickets:
        return ""
    state = sale_state_of(tickets)
    on_sale = {each.state for each in tickets if each.state in BUYABLE and each.sold_as != ADD_ON}
    if state == "on_sale":
        return "few" if on_sale == {"few"} else ""
    return "" if state == "paused" else state


def series_view(series: discovery.PublishedSeries) -> SeriesPage:
    """The page of a series: coming events first, past ones below, the latest first."""
    now = clock.now()
    over = [each for each in series.events if each.ends_at < now or each.state == "ended"]
    home = series.organization
    card = cards.organization_card(home)
    return SeriesPage(
        **attributes_of(series, ("title", "summary", "description_html", "cover")),
        organization=card,
        upcoming=event_cards([each for each in series.events if each not in over]),
        past=event_cards(list(reversed(over))),
        url=card.origin + series_path(home.slug, series.slug),
        passes=tuple(
            _pass_view(each, home.slug)
            for each in service.passes_of(series, language=i18n.language())
        ),
    )


def _pass_view(found: catalog.SeriesPass, home: str) -> PassView:
    zone = ZoneInfo(found.offer.admits_to[0].time_zone)
    return from_attributes(
        PassView,
        ticket_of(found, home=home, zone=zone),
        checkout_url=f"/{home}/{found.event_slug}/checkout",
    )
