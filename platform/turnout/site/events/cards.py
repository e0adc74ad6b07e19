"""Events, organizations, speakers, sponsors and files in brief, as pages list them."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final, cast
from uuid import UUID

from turnout.covers.covers import cover_of
from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.discovery import api as discovery
from turnout.modules.files import api as files
from turnout.modules.files.api import Picture
from turnout.search_words.texts import plain_letters
from turnout.site.events.views import (
    DateView,
    FieldView,
    FileView,
    GalleryView,
    LetterView,
    SeriesView,
    SpeakerView,
    SponsorsView,
    SponsorView,
)
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import event_path, series_path
from turnout.site.layout.views import EventCard, Link, OrganizationCard

COVER_SIZE: Final = (1600, 900)
MOST_DATES: Final = 6
FEW_SPEAKERS: Final = 40
COPIED: Final = (
    "title", "summary", "starts_at", "ends_at", "kind", "place", "category", "cover", "language",
)  # fmt: skip
"""What cards and pages say of an event as it is in its summary."""


def organization_card(organization: discovery.PublishedOrganization) -> OrganizationCard:
    return OrganizationCard(
        **attributes_of(organization, ("name", "slug", "brand_color", "font", "logo", "legal")),
        verified=bool(organization.verified_by),
        events=organization.upcoming,
        origin=runtime.current().settings.origin_of(organization.host),
    )


def brief_card(event: discovery.EventSummary) -> EventCard:
    """An event named, pictured and dated; what is on sale is left out, so nobody is asked."""
    return EventCard(
        **attributes_of(event, COPIED),
        url=event_path(event),
        organization=organization_card(event.organization),
        zone=event.time_zone,
        status=cast("Any", event.state),
        drawing=drawing_of_event(event),
    )


def drawing_of_event(event: discovery.EventSummary) -> Picture | None:
    """The drawn cover of an event in a list; None for one that has a picture."""
    if event.cover is not None:
        return None
    return drawing_of(event.id, event.category, event.organization.brand_color)


def drawing_of(event_id: UUID, category: str, brand_color: str) -> Picture:
    """The cover that is drawn for an event without a picture; always the same."""
    cover = cover_of(event_id, category=category, brand_color=brand_color)
    width, height = COVER_SIZE
    ground = cover.ground
    return Picture(width=width, height=height, src=cover.path, sources=(), placeholder=ground)


def speaker_view(speaker: discovery.SpeakerEntry, path: str) -> SpeakerView:
    return SpeakerView(
        **attributes_of(speaker, ("name", "title", "company", "photo")),
        url=f"{path}/speakers/{speaker.key or speaker.id}",
    )


def by_letter(speakers: Sequence[SpeakerView]) -> tuple[LetterView, ...]:
    """Speakers under the first letters of their names; none where one sees all of them at once."""
    if len(speakers) <= FEW_SPEAKERS:
        return ()
    ordered = sorted(speakers, key=lambda each: (_letter(each.name), plain_letters(each.name)))
    return tuple(
        LetterView(letter=letter, anchor=f"letter-{number}", speakers=tuple(found))
        for number, (letter, found) in enumerate(groupby(ordered, lambda each: _letter(each.name)))
    )


def _letter(name: str) -> str:
    """What a name is found under: its first letter without marks, else “#”."""
    first = plain_letters(name.strip()[:1])[:1].upper()
    return first if first.isalpha() else "#"


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


def field_view(field: discovery.FieldEntry) -> FieldView:
    """One of the organization's own fields as its readers say it."""
    value = field.value
    if isinstance(value, bool):
        return FieldView(label=field.label, text=_("Yes") if value else _("No"))
    if isinstance(value, str) and field.type == "date":
        return FieldView(label=field.label, text=formats.day_of_year(date.fromisoformat(value)))
    if isinstance(value, str):
        url = value if field.type == "address" and is_web_address(value) else ""
        return FieldView(label=field.label, text=value, url=url)
    return FieldView(label=field.label, text=formats.decimal(value))


def gallery_of(entries: Iterable[discovery.GalleryEntry], title: str) -> tuple[GalleryView, ...]:
    """The pictures of an event; one that nobody described is named after the event."""
    return tuple(
        GalleryView(
            picture=each.picture,
            alt=each.alt or _("Picture %(number)s of %(title)s", number=number, title=title),
            anchor=f"picture-{number}",
        )
        for number, each in enumerate(entries, start=1)
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
        dates=tuple(date_view(each, home) for each in others[:MOST_DATES]),
    )


def date_view(each: discovery.NextDate, home: str) -> DateView:
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
