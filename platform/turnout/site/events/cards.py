"""Events, organizations, speakers, sponsors and files in brief, as pages list them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final, cast
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.discovery import api as discovery
from turnout.modules.files import api as files
from turnout.site.events import availability, service
from turnout.site.events.views import (
    ADD_ON,
    BUYABLE,
    DateView,
    FileView,
    SeriesView,
    SpeakerView,
    SponsorsView,
    SponsorView,
    TicketView,
    prices_of,
    sale_state_of,
)
from turnout.site.l10n import formats
from turnout.site.layout.addresses import event_path, series_path
from turnout.site.layout.views import EventCard, Link, OrganizationCard

PATTERNS: Final = 8
MOST_DATES: Final = 6
COPIED: Final = (
    "title", "summary", "starts_at", "ends_at", "kind", "place", "category", "cover", "language",
)  # fmt: skip
"""What cards and pages say of an event as it is in its summary."""


def organization_card(organization: discovery.PublishedOrganization) -> OrganizationCard:
    return OrganizationCard(
        **attributes_of(organization, ("name", "slug", "brand_color", "font", "logo", "legal")),
        events=organization.upcoming,
    )


def event_cards(listed: Sequence[discovery.EventSummary]) -> tuple[EventCard, ...]:
    """The cards of a list with what is left as of now: at most one statement for all."""
    stock, now = service.stock_of_list(listed), clock.now()
    return tuple(_event_card(each, stock, now=now) for each in listed)


def _event_card(event: discovery.EventSummary, stock: service.Stock, *, now: datetime) -> EventCard:
    tickets = availability.tickets_of(event, event.offers, stock, now=now)
    return EventCard(
        **attributes_of(event, COPIED),
        url=event_path(event),
        organization=organization_card(event.organization),
        zone=event.time_zone,
        status=cast("Any", event.state),
        prices=prices_of(tickets),
        sale=_sale_of(event, tickets, now=now),
        pattern=pattern_of(event.id),
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


def pattern_of(event_id: UUID) -> int:
    """The number of the drawn cover of an event without a picture; always the same."""
    return event_id.bytes[-1] % PATTERNS


def speaker_view(speaker: discovery.SpeakerEntry, path: str) -> SpeakerView:
    return SpeakerView(
        **attributes_of(speaker, ("name", "title", "company", "photo")),
        url=f"{path}/speakers/{speaker.key or speaker.id}",
    )


def links_of(entries: Iterable[discovery.LinkEntry]) -> tuple[Link, ...]:
    """Links that organizers typed, only those to web addresses."""
    return tuple(
        Link(label=each.label, url=each.url) for each in entries if is_web_address(each.url)
    )


def is_web_address(text: str) -> bool:
    return text.lower().startswith(("https://", "http://"))


def files_of(entries: Iterable[discovery.FileEntry], path: str) -> tuple[FileView, ...]:
    """Files for everybody; their own addresses lapse, so the page leads through one that stays."""
    return tuple(
        FileView(
            title=each.title,
            about=formats.file_text(each.media_type, each.bytes),
            url=f"{path}/files/{each.id}",
        )
        for each in entries
    )


def sponsors_of(entries: Iterable[discovery.SponsorEntry]) -> tuple[SponsorsView, ...]:
    return tuple(
        SponsorsView(
            level=level,
            sponsors=tuple(
                SponsorView(
                    name=each.name,
                    url=each.url if is_web_address(each.url) else None,
                    logo=each.logo,
                )
                for each in found
            ),
        )
        for level, found in groupby(entries, key=lambda each: each.level)
    )


def series_of(
    event: discovery.PublishedEvent, dates: Sequence[discovery.NextDate]
) -> SeriesView | None:
    """The series with its next dates, this one left out."""
    series, home = event.page.series, event.summary.organization.slug
    if series is None:
        return None
    others = [each for each in dates if each.id != event.summary.id]
    return SeriesView(
        title=series.title,
        url=series_path(home, series.slug),
        dates=tuple(_date(each, home) for each in others[:MOST_DATES]),
    )


def _date(each: discovery.NextDate, home: str) -> DateView:
    zone = formats.zone(each.time_zone)
    return DateView(
        title=each.title,
        url=f"/{home}/{each.slug}",
        starts_at=discovery.local(each.starts_at, zone),
        ends_at=discovery.local(each.ends_at, zone),
    )


def files_for_holders(tx: Transaction, event_id: UUID) -> tuple[FileView, ...]:
    """The files for ticket holders; the caller has seen a valid ticket."""
    return tuple(
        FileView(
            title=each.title,
            about=formats.file_text(each.file.media_type, each.file.bytes),
            url=each.link.url,
        )
        for each in files.list_event_files(tx, event_id, claim=files.Audience.HOLDERS)
        if each.link is not None
    )
