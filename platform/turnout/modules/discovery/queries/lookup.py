"""Every statement that reads the read model."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery import rules
from turnout.modules.discovery.types import (
    Address,
    EventSummary,
    NextDate,
    PageEntry,
    ProgrammeEntry,
    PublishedEvent,
    PublishedOrganization,
    SessionText,
    SitemapRow,
    SpeakerText,
)
from turnout.modules.files import api as files

ORGANIZATION: Final = (
    "o.id, o.slug, o.name, o.description, o.website, o.contact_email, o.brand_color,"
    " o.is_crawled, o.version, o.font, o.legal, o.logo::text"
)
ORGANIZATION_COLUMNS: Final = len(ORGANIZATION.split(","))
SUMMARY: Final = (
    "e.id, e.slug, e.title, e.summary, e.kind, e.state, e.starts_at, e.ends_at, e.time_zone,"
    " e.place, e.category, e.tags, e.language, e.price_minor, e.currency, e.cover_file_id,"
    " e.version, e.changed_at, e.cover::text, e.city, e.latitude, e.longitude"
)
SUMMARY_COLUMNS: Final = len(f"{ORGANIZATION}, {SUMMARY}".split(","))
FROM: Final = (
    " FROM discovery_events e JOIN discovery_organizations o"
    " ON o.organization_id = e.organization_id AND o.id = e.organization_id AND o.is_public"
)
HERE: Final = " WHERE o.slug = %(organization)s AND e.slug = %(event)s AND e.is_public"
EVENT: Final = f"SELECT {ORGANIZATION}, {SUMMARY}, e.page::text, e.programme::text {FROM} {HERE}"
PUBLIC: Final = (
    " FROM discovery_events e JOIN discovery_organizations o"
    " ON o.organization_id = e.organization_id AND o.is_public"
    " WHERE e.organization_id = %(organization_id)s AND e.id = %(event_id)s AND e.is_public"
)
SESSION_TEXT: Final = f"SELECT (e.session_texts -> %(key)s)::text {PUBLIC}"
SPEAKER_TEXT: Final = f"SELECT (e.speaker_texts -> %(key)s)::text {PUBLIC}"
BY_ID: Final = (
    f"SELECT {ORGANIZATION}, {SUMMARY} {FROM}"
    " WHERE e.organization_id = %(organization_id)s AND e.id = %(event_id)s AND e.is_public"
)
BY_IDS: Final = (
    f"SELECT {ORGANIZATION}, {SUMMARY} {FROM}"
    " WHERE e.organization_id = %(organization_id)s AND e.id = ANY(%(event_ids)s) AND e.is_public"
    " ORDER BY e.starts_at, e.id"
)
VERSION: Final = """
    SELECT e.version || '.' || o.version FROM discovery_events e
    JOIN discovery_organizations o ON o.organization_id = e.organization_id AND o.is_public
    WHERE e.organization_id = %(organization_id)s AND e.id = %(event_id)s AND e.is_public
"""
FIND_ORGANIZATION: Final = (
    f"SELECT {ORGANIZATION} FROM discovery_organizations o WHERE o.slug = %(slug)s AND o.is_public"
)
OF_ORGANIZATION: Final = (
    f"SELECT {ORGANIZATION}, {SUMMARY} {FROM}"
    " WHERE e.organization_id = %(organization_id)s AND e.is_listed"
    " ORDER BY e.ends_at DESC, e.id LIMIT %(limit)s"
)
ORGANIZERS: Final = f"""
    SELECT {ORGANIZATION}, count(*) {FROM}
    WHERE e.is_listed AND e.ends_at >= %(now)s AND e.state IN ('published', 'live', 'postponed')
    GROUP BY {ORGANIZATION} ORDER BY count(*) DESC, o.name LIMIT %(limit)s
"""
MOVED: Final = """
    SELECT o.slug, e.slug FROM discovery_names was
    JOIN discovery_organizations o ON o.organization_id = was.organization_id AND o.is_public
    LEFT JOIN discovery_names part ON part.organization_id = was.organization_id
        AND part.target_id <> was.organization_id AND part.slug = %(event)s
    LEFT JOIN discovery_events e ON e.organization_id = part.organization_id
        AND e.id = part.target_id AND e.is_public
    WHERE was.slug = %(organization)s AND was.target_id = was.organization_id
    ORDER BY (e.id IS NULL), was.claimed_at DESC, part.claimed_at DESC LIMIT 1
"""
MOVED_PART: Final = """
    SELECT target_id FROM discovery_names
    WHERE organization_id = %(organization_id)s AND slug = %(name)s AND target_id = ANY(%(ids)s)
    ORDER BY claimed_at DESC LIMIT 1
"""
LISTED: Final = "e.is_listed AND e.state IN ('published', 'live', 'postponed')"


def find_event(tx: Transaction, organization: str, event: str) -> PublishedEvent | None:
    rows = tx.query(EVENT, {"organization": organization, "event": event})
    return _published(rows[0]) if rows else None


def find_session_text(
    tx: Transaction, organization_id: UUID, event_id: UUID, *, key: str
) -> SessionText | None:
    where = {"organization_id": organization_id, "event_id": event_id, "key": key}
    rows = tx.query(SESSION_TEXT, where)
    return msgspec.json.decode(rows[0][0], type=SessionText) if rows and rows[0][0] else None


def find_speaker_text(
    tx: Transaction, organization_id: UUID, event_id: UUID, *, key: str
) -> SpeakerText | None:
    where = {"organization_id": organization_id, "event_id": event_id, "key": key}
    rows = tx.query(SPEAKER_TEXT, where)
    return msgspec.json.decode(rows[0][0], type=SpeakerText) if rows and rows[0][0] else None


def find_event_by_id(tx: Transaction, organization_id: UUID, event_id: UUID) -> EventSummary | None:
    rows = tx.query(BY_ID, {"organization_id": organization_id, "event_id": event_id})
    return summary_of(rows[0]) if rows else None


def list_by_ids(
    tx: Transaction, organization_id: UUID, event_ids: Sequence[UUID]
) -> list[EventSummary]:
    """Those that are public, in order of time."""
    where = {"organization_id": organization_id, "event_ids": list(event_ids)}
    return [summary_of(row) for row in tx.query(BY_IDS, where)]


def find_version(tx: Transaction, organization_id: UUID, event_id: UUID) -> str | None:
    """The version tag of the event's page; it changes with the event and with its organization."""
    rows = tx.query(VERSION, {"organization_id": organization_id, "event_id": event_id})
    return str(rows[0][0]) if rows else None


def find_organization(tx: Transaction, slug: str) -> PublishedOrganization | None:
    rows = tx.query(FIND_ORGANIZATION, {"slug": slug})
    return organization_of(rows[0]) if rows else None


def list_of_organization(
    tx: Transaction, organization_id: UUID, *, limit: int
) -> list[EventSummary]:
    """The organization's listed events, those that end last first."""
    where = {"organization_id": organization_id, "limit": limit}
    return [summary_of(row) for row in tx.query(OF_ORGANIZATION, where)]


def list_organizers(tx: Transaction, *, limit: int) -> list[PublishedOrganization]:
    """Who has most upcoming events."""
    rows = tx.query(ORGANIZERS, {"now": tx.now, "limit": limit})
    return [
        organization_of(row[:ORGANIZATION_COLUMNS], upcoming=row[ORGANIZATION_COLUMNS])
        for row in rows
    ]


def find_moved(tx: Transaction, organization: str, event: str | None) -> Address | None:
    """Where a former address leads; an event's address without its event leads nowhere."""
    rows = tx.query(MOVED, {"organization": organization, "event": event})
    if not rows or (event is not None and rows[0][1] is None):
        return None
    return Address(organization_slug=rows[0][0], event_slug=rows[0][1] if event else None)


def find_moved_part(
    tx: Transaction, organization_id: UUID, name: str, *, ids: Sequence[UUID]
) -> UUID | None:
    """Which of these had the name last."""
    where = {"organization_id": organization_id, "name": name, "ids": list(ids)}
    rows = tx.query(MOVED_PART, where)
    return rows[0][0] if rows else None


def organization_of(row: Any, *, upcoming: int = 0) -> PublishedOrganization:
    return PublishedOrganization(
        id=row[0],
        slug=row[1],
        name=row[2],
        description=row[3],
        website=row[4],
        contact_email=row[5],
        brand_color=row[6],
        is_crawled=row[7],
        version=row[8],
        font=row[9],
        legal=row[10],
        logo=_picture(row[11]),
        upcoming=upcoming,
    )


def summary_of(row: Any) -> EventSummary:
    own = row[ORGANIZATION_COLUMNS:]
    zone = ZoneInfo(own[8])
    return EventSummary(
        organization=organization_of(row[:ORGANIZATION_COLUMNS]),
        id=own[0],
        slug=own[1],
        title=own[2],
        summary=own[3],
        kind=own[4],
        state=own[5],
        starts_at=rules.local(own[6], zone),
        ends_at=rules.local(own[7], zone),
        time_zone=own[8],
        place=own[9],
        category=own[10],
        tags=own[11],
        language=own[12],
        price_minor=own[13],
        currency=own[14],
        cover_file_id=own[15],
        version=own[16],
        changed_at=own[17],
        cover=_picture(own[18]),
        city=own[19],
        latitude=own[20],
        longitude=own[21],
    )


def _picture(stored: str | None) -> files.Picture | None:
    return msgspec.json.decode(stored, type=files.Picture | None) if stored else None


def _published(row: Any) -> PublishedEvent:
    return PublishedEvent(
        summary=summary_of(row[:SUMMARY_COLUMNS]),
        page=msgspec.json.decode(row[SUMMARY_COLUMNS], type=PageEntry),
        programme=msgspec.json.decode(row[SUMMARY_COLUMNS + 1], type=ProgrammeEntry),
    )


OF_SERIES: Final = "e.organization_id = %(organization_id)s AND e.series_id = %(series_id)s"
NEXT: Final = (
    "SELECT e.id, e.slug, e.title, e.starts_at, e.ends_at, e.time_zone"
    f" {FROM} WHERE {OF_SERIES} AND {LISTED} AND e.ends_at >= %(now)s"
    " ORDER BY e.starts_at, e.id LIMIT %(limit)s"
)
IN_SERIES: Final = f"SELECT e.id FROM discovery_events e WHERE {OF_SERIES}"
SHOWING: Final = """
    SELECT event_id FROM discovery_images
    WHERE organization_id = %(organization_id)s AND file_id = %(file_id)s
"""
MOVED_SERIES: Final = """
    SELECT o.slug, present.slug FROM discovery_names was
    JOIN discovery_organizations o ON o.organization_id = was.organization_id AND o.is_public
    JOIN discovery_names part ON part.organization_id = was.organization_id
        AND part.target_id <> was.organization_id AND part.slug = %(series)s
    JOIN LATERAL (
        SELECT n.slug FROM discovery_names n
        WHERE n.organization_id = part.organization_id AND n.target_id = part.target_id
        ORDER BY n.claimed_at DESC, n.id DESC LIMIT 1
    ) present ON true
    WHERE was.slug = %(organization)s AND was.target_id = was.organization_id
        AND NOT EXISTS (
            SELECT FROM discovery_events e
            WHERE e.organization_id = part.organization_id AND e.id = part.target_id
        )
    ORDER BY was.claimed_at DESC, part.claimed_at DESC LIMIT 1
"""


def list_next(
    tx: Transaction, organization_id: UUID, series_id: UUID, *, limit: int
) -> list[NextDate]:
    where = {"organization_id": organization_id, "series_id": series_id, "limit": limit}
    return [
        NextDate(
            id=row[0],
            slug=row[1],
            title=row[2],
            starts_at=rules.local(row[3], ZoneInfo(row[5])),
            ends_at=rules.local(row[4], ZoneInfo(row[5])),
            time_zone=row[5],
        )
        for row in tx.query(NEXT, {**where, "now": tx.now})
    ]


def list_in_series(tx: Transaction, series_id: UUID) -> list[UUID]:
    """The events that were in a series when they were indexed last."""
    where = {"organization_id": tx.organization_id, "series_id": series_id}
    return [row[0] for row in tx.query(IN_SERIES, where)]


def list_showing(tx: Transaction, file_id: UUID) -> list[UUID]:
    """The events whose pages show an image."""
    where = {"organization_id": tx.organization_id, "file_id": file_id}
    return [row[0] for row in tx.query(SHOWING, where)]


def find_moved_series(tx: Transaction, organization: str, series: str) -> Address | None:
    """The present names behind a series' former address."""
    rows = tx.query(MOVED_SERIES, {"organization": organization, "series": series})
    return Address(organization_slug=rows[0][0], event_slug=rows[0][1]) if rows else None


PAGES: Final = f"""
    SELECT o.slug, e.slug, e.changed_at {FROM} AND o.is_crawled WHERE e.is_listed
    UNION ALL SELECT o.slug, 'series/' || e.series_slug, max(e.changed_at) {FROM} AND o.is_crawled
        WHERE e.is_listed AND e.series_slug <> '' GROUP BY 1, 2
    UNION ALL SELECT o.slug, NULL, o.changed_at FROM discovery_organizations o
        WHERE o.is_public AND o.is_crawled
"""
PART: Final = f"{PAGES} ORDER BY 1, 2 NULLS FIRST LIMIT %(limit)s OFFSET %(offset)s"
SIZE: Final = f"SELECT count(*), max(at) FROM ({PAGES}) whole (organization, page, at)"
CLOSED: Final = """
    SELECT slug FROM discovery_organizations WHERE is_public AND NOT is_crawled
    ORDER BY slug LIMIT %(limit)s
"""


def list_sitemap(tx: Transaction, *, limit: int, offset: int) -> list[SitemapRow]:
    """One part of the sitemap; by name, so that parts stay much the same from day to day."""
    return [
        SitemapRow(organization_slug=row[0], event_slug=row[1], changed_at=row[2])
        for row in tx.query(PART, {"limit": limit, "offset": offset})
    ]


def sitemap_size(tx: Transaction) -> tuple[int, datetime | None]:
    """How many pages there are, and when the last of them changed."""
    count, changed_at = tx.query(SIZE)[0]
    return count, changed_at


def list_noindex(tx: Transaction, *, limit: int) -> list[str]:
    """Organizations whose pages crawlers are asked to leave alone."""
    return [row[0] for row in tx.query(CLOSED, {"limit": limit})]
