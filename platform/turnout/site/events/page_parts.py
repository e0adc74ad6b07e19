"""What surrounds the programme on an event's page: speakers, sponsors, files, the series."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from turnout.modules.discovery import api as discovery
from turnout.site.events.event_cards import series_path
from turnout.site.events.event_views import (
    AdmittedView,
    DateView,
    FileView,
    SeriesView,
    SpeakerView,
    SponsorsView,
    SponsorView,
)
from turnout.site.l10n import formats
from turnout.site.layout.views import Link

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
    """Links of others: only what leads to a page, never what a browser would run."""
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
