"""Events, organizations, speakers, sponsors and files in brief, as pages list them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final, cast
from uuid import UUID

from flask import Response, redirect

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.modules.files import api as files
from turnout.site.events.views import (
    AdmittedView,
    DateView,
    FileView,
    SeriesView,
    SpeakerView,
    SponsorsView,
    SponsorView,
)
from turnout.site.l10n import formats
from turnout.site.l10n.formats import file_text
from turnout.site.layout.addresses import event_path, series_path
from turnout.site.layout.views import EventCard, Link, OrganizationCard
from turnout.site.rendering.headers import PERSONAL
from turnout_sdk.money import Money

PATTERNS = 8


def organization_card(organization: discovery.PublishedOrganization) -> OrganizationCard:
    return OrganizationCard(
        name=organization.name,
        slug=organization.slug,
        events=organization.upcoming,
        brand_color=organization.brand_color,
        font=organization.font,
        logo=organization.logo,
        legal=organization.legal,
    )


def event_card(event: discovery.EventSummary) -> EventCard:
    return EventCard(
        title=event.title,
        url=event_path(event),
        organization=organization_card(event.organization),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.time_zone,
        place=event.place,
        kind=cast("Any", event.kind),
        status=cast("Any", event.state),
        summary=event.summary,
        category=event.category,
        price_from=price_of(event),
        cover=event.cover,
        pattern=pattern_of(event.id),
        language=event.language,
    )


def price_of(event: discovery.EventSummary) -> Money | None:
    if event.price_minor is None or event.currency is None:
        return None
    return Money(event.price_minor, event.currency)


def pattern_of(event_id: UUID) -> int:
    """The number of the drawn cover of an event without a picture; always the same."""
    return event_id.bytes[-1] % PATTERNS


MOST_DATES: Final = 6


def speaker_view(speaker: discovery.SpeakerEntry, path: str) -> SpeakerView:
    return SpeakerView(
        name=speaker.name,
        title=speaker.title,
        company=speaker.company,
        photo=speaker.photo,
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
                SponsorView(name=each.name, url=_link(each.url), logo=each.logo) for each in found
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


def admitted_view(
    title: str, slug: str, *, home: str, starts_at: datetime | None, zone: str
) -> AdmittedView:
    """An event of a pass below its organization, `home`; no link without a `slug`."""
    return AdmittedView(
        title=title,
        url=f"/{home}/{slug}" if slug else "",
        starts_at=None if starts_at is None else discovery.local(starts_at, formats.zone(zone)),
        zone=zone,
    )


def _date(each: discovery.NextDate, home: str) -> DateView:
    return DateView(
        title=each.title,
        url=f"/{home}/{each.slug}",
        starts_at=_local(each.starts_at, each),
        ends_at=_local(each.ends_at, each),
    )


def _local(moment: datetime, each: discovery.NextDate) -> datetime:
    return discovery.local(moment, formats.zone(each.time_zone))


def _link(address: str) -> str | None:
    return address if is_web_address(address) else None


LINK_SECONDS = 300


def lead_to(event: discovery.EventSummary, file_id: UUID) -> Response:
    """Redirect to a public file of the event; NotFound for any other."""
    with transaction(PublicContext(organization_id=event.organization.id)) as tx:
        found = files.list_event_files(
            tx, event.id, claim=files.Audience.PUBLIC, seconds=LINK_SECONDS
        )
    link = next((each.link for each in found if each.id == file_id), None)
    if link is None:
        raise NotFound
    response = redirect(link.url, 302)
    response.headers["Cache-Control"] = PERSONAL
    response.headers["Referrer-Policy"] = "no-referrer"
    return response  # type: ignore[return-value]  # Flask's own class, as the application makes it


def files_for_holders(tx: Transaction, event_id: UUID) -> tuple[FileView, ...]:
    """The files for ticket holders; the caller has seen a valid ticket."""
    return tuple(
        FileView(
            title=each.title,
            about=file_text(each.file.media_type, each.file.bytes),
            url=each.link.url,
        )
        for each in files.list_event_files(tx, event_id, claim=files.Audience.HOLDERS)
        if each.link is not None
    )
