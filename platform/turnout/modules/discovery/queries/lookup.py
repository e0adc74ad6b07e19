"""Statements of lookup: published events, organizations, former addresses, sitemap."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import codec
from turnout.kernel.db.engine import database
from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery import rules
from turnout.modules.discovery.sql_fragments import FROM
from turnout.modules.discovery.types import (
    Address,
    EventSummary,
    OfferEntry,
    PageEntry,
    ProgrammeEntry,
    PublishedEvent,
    PublishedOrganization,
    SessionText,
    SitemapRow,
    SpeakerText,
)
from turnout.modules.files import api as files
from turnout.modules.organizations import api as organizations

T = TypeVar("T")
NOBODY: Final = UUID(int=0)
ORGANIZATION_COLUMNS: Final = tuple(
    each.name for each in fields(PublishedOrganization) if each.name != "upcoming"
)
SUMMARY_COLUMNS: Final = tuple(
    each.name for each in fields(EventSummary) if each.name != "organization"
)
AS_TEXT: Final = {"logo": "logo::text", "cover": "cover::text", "offers": "page->>'offers'"}
"""Pictures and offers, which are decoded into their types at once."""
ORGANIZATION: Final = ", ".join(f"o.{AS_TEXT.get(each, each)}" for each in ORGANIZATION_COLUMNS)
SUMMARY: Final = ", ".join(f"e.{AS_TEXT.get(each, each)}" for each in SUMMARY_COLUMNS)
IN_A_LIST: Final = f"{ORGANIZATION}, {SUMMARY}"
"""What `summary_of` reads."""
HERE: Final = " WHERE o.slug = %(organization)s AND e.slug = %(event)s AND e.is_public"
EVENT: Final = f"SELECT {IN_A_LIST}, e.page::text, e.programme::text {FROM} {HERE}"
EVENT_OF_ONE: Final = f"{EVENT} AND e.organization_id = %(organization_id)s"
"""On one node: whose name it is, is known on each of them."""
PUBLIC: Final = (
    " FROM discovery_events e JOIN discovery_organizations o"
    " ON o.organization_id = e.organization_id AND o.is_public"
    " WHERE e.organization_id = %(organization_id)s AND e.id = %(event_id)s AND e.is_public"
)
SESSION_TEXT: Final = f"SELECT (e.session_texts -> %(key)s)::text {PUBLIC}"
SPEAKER_TEXT: Final = f"SELECT (e.speaker_texts -> %(key)s)::text {PUBLIC}"
BY_ID: Final = (
    f"SELECT {IN_A_LIST} {FROM}"
    " WHERE e.organization_id = %(organization_id)s AND e.id = %(event_id)s AND e.is_public"
)
BY_IDS: Final = (
    f"SELECT {IN_A_LIST} {FROM}"
    " WHERE e.organization_id = %(organization_id)s AND e.id = ANY(%(event_ids)s) AND e.is_public"
    " ORDER BY e.starts_at, e.id"
)
VERSION: Final = f"SELECT e.version || '.' || o.version {PUBLIC}"
FIND_ORGANIZATION: Final = (
    f"SELECT {ORGANIZATION} FROM discovery_organizations o WHERE o.slug = %(slug)s AND o.is_public"
)
FIND_ONE_ORGANIZATION: Final = f"{FIND_ORGANIZATION} AND o.organization_id = %(organization_id)s"
OF_ORGANIZATION: Final = (
    f"SELECT {IN_A_LIST} {FROM}"
    " WHERE e.organization_id = %(organization_id)s AND e.is_listed"
    " ORDER BY e.ends_at DESC, e.id LIMIT %(limit)s"
)
ORGANIZERS: Final = f"""
    SELECT {ORGANIZATION}, count(*) {FROM}
    WHERE e.is_listed AND e.ends_at >= %(now)s AND e.state IN ('published', 'live', 'postponed')
    GROUP BY {ORGANIZATION} ORDER BY count(*) DESC, o.name LIMIT %(limit)s
"""
MOVED: Final = """
    SELECT o.slug AS organization_slug, e.slug AS event_slug FROM discovery_slug_history was
    JOIN discovery_organizations o ON o.organization_id = was.organization_id AND o.is_public
    LEFT JOIN discovery_slug_history part ON part.organization_id = was.organization_id
        AND part.target_id <> was.organization_id AND part.slug = %(event)s
    LEFT JOIN discovery_events e ON e.organization_id = part.organization_id
        AND e.id = part.target_id AND e.is_public
    WHERE was.slug = %(organization)s AND was.target_id = was.organization_id
    ORDER BY (e.id IS NULL), was.claimed_at DESC, part.claimed_at DESC LIMIT 1
"""
MOVED_PART: Final = """
    SELECT target_id FROM discovery_slug_history
    WHERE organization_id = %(organization_id)s AND slug = %(name)s AND target_id = ANY(%(ids)s)
    ORDER BY claimed_at DESC LIMIT 1
"""


def find_event(tx: Transaction, organization: str, event: str) -> PublishedEvent | None:
    """One statement; over nodes another before, so that the first asks one of them."""
    text, where = EVENT, dict[str, Any](organization=organization, event=event)
    if database().is_distributed:
        text = EVENT_OF_ONE
        where["organization_id"] = organizations.owner_of_slug(tx, organization) or NOBODY
    for *summary, page, programme in tx.query(text, where):
        return PublishedEvent(
            summary=summary_of(summary),
            page=codec.decode(page, PageEntry),
            programme=codec.decode(programme, ProgrammeEntry),
        )
    return None


def find_session_text(
    tx: Transaction, organization_id: UUID, event_id: UUID, *, key: str
) -> SessionText | None:
    where = {"organization_id": organization_id, "event_id": event_id, "key": key}
    return _text(tx.query(SESSION_TEXT, where), SessionText)


def find_speaker_text(
    tx: Transaction, organization_id: UUID, event_id: UUID, *, key: str
) -> SpeakerText | None:
    where = {"organization_id": organization_id, "event_id": event_id, "key": key}
    return _text(tx.query(SPEAKER_TEXT, where), SpeakerText)


def find_event_by_id(tx: Transaction, organization_id: UUID, event_id: UUID) -> EventSummary | None:
    where = {"organization_id": organization_id, "event_id": event_id}
    return next((summary_of(row) for row in tx.query(BY_ID, where)), None)


def list_by_ids(
    tx: Transaction, organization_id: UUID, event_ids: Sequence[UUID]
) -> list[EventSummary]:
    """List the public events of these, in order of time."""
    where = {"organization_id": organization_id, "event_ids": list(event_ids)}
    return [summary_of(row) for row in tx.query(BY_IDS, where)]


def find_version(tx: Transaction, organization_id: UUID, event_id: UUID) -> str | None:
    """The version tag of the event's page; it changes with the event and with its organization."""
    where = {"organization_id": organization_id, "event_id": event_id}
    return next((str(version) for (version,) in tx.query(VERSION, where)), None)


def find_organization(tx: Transaction, slug: str) -> PublishedOrganization | None:
    text, where = FIND_ORGANIZATION, dict[str, Any](slug=slug)
    if database().is_distributed:
        text = FIND_ONE_ORGANIZATION
        where["organization_id"] = organizations.owner_of_slug(tx, slug) or NOBODY
    return next((organization_of(row) for row in tx.query(text, where)), None)


def list_of_organization(
    tx: Transaction, organization_id: UUID, *, limit: int
) -> list[EventSummary]:
    """The organization's listed events, those that end last first."""
    where = {"organization_id": organization_id, "limit": limit}
    return [summary_of(row) for row in tx.query(OF_ORGANIZATION, where)]


def list_organizers(tx: Transaction, *, limit: int) -> list[PublishedOrganization]:
    """List the organizations with the most upcoming events."""
    rows = tx.query(ORGANIZERS, {"now": tx.now, "limit": limit})
    return [organization_of(columns, upcoming=number) for *columns, number in rows]


def find_moved(tx: Transaction, organization: str, event: str | None) -> Address | None:
    """Where a former address leads; an event's address without its event leads nowhere."""
    where = {"organization": organization, "event": event or ""}  # nodes refuse a null there
    found = tx.query(MOVED, where, into=Address)
    return next((each for each in found if event is None or each.event_slug is not None), None)


def find_moved_part(
    tx: Transaction, organization_id: UUID, name: str, *, ids: Sequence[UUID]
) -> UUID | None:
    """Find the session or speaker, of these, that was the last to have a slug."""
    where = {"organization_id": organization_id, "name": name, "ids": list(ids)}
    return next((target_id for (target_id,) in tx.query(MOVED_PART, where)), None)


def organization_of(columns: Sequence[Any], *, upcoming: int = 0) -> PublishedOrganization:
    """Read the columns of `ORGANIZATION`."""
    read = dict(zip(ORGANIZATION_COLUMNS, columns, strict=True))
    read["logo"] = _picture(read["logo"])
    return PublishedOrganization(**read, upcoming=upcoming)


def summary_of(columns: Sequence[Any]) -> EventSummary:
    """Read the columns of `IN_A_LIST`."""
    own = len(ORGANIZATION_COLUMNS)
    read = dict(zip(SUMMARY_COLUMNS, columns[own:], strict=True))
    zone = ZoneInfo(read["time_zone"])
    read["starts_at"] = rules.local(read["starts_at"], zone)
    read["ends_at"] = rules.local(read["ends_at"], zone)
    read["cover"] = _picture(read["cover"])
    read["offers"] = codec.decode(read["offers"] or b"[]", list[OfferEntry])
    return EventSummary(organization=organization_of(columns[:own]), **read)


def _picture(stored: str | None) -> files.Picture | None:
    return codec.decode(stored, files.Picture | None) if stored else None


def _text(rows: Sequence[tuple[str | None]], kind: type[T]) -> T | None:
    """What is stored of a page's part as JSON; None without a page or a part."""
    return next((codec.decode(stored, kind) for (stored,) in rows if stored), None)


PAGES: Final = f"""
    SELECT o.slug AS organization_slug, e.slug AS event_slug, e.changed_at
        {FROM} AND o.is_crawled AND o.host = %(host)s WHERE e.is_listed
    UNION ALL SELECT o.slug, 'series/' || e.series_slug, max(e.changed_at)
        {FROM} AND o.is_crawled AND o.host = %(host)s
        WHERE e.is_listed AND e.series_slug <> '' GROUP BY 1, 2
    UNION ALL SELECT o.slug, NULL, o.changed_at FROM discovery_organizations o
        WHERE o.is_public AND o.is_crawled AND o.host = %(host)s
"""
PART: Final = f"{PAGES} ORDER BY 1, 2 NULLS FIRST LIMIT %(limit)s OFFSET %(offset)s"
SIZE: Final = f"SELECT count(*), max(at) FROM ({PAGES}) whole (organization, page, at)"
CLOSED: Final = """
    SELECT slug FROM discovery_organizations WHERE is_public AND NOT is_crawled
    ORDER BY slug LIMIT %(limit)s
"""


def list_sitemap(tx: Transaction, *, host: str, limit: int, offset: int) -> list[SitemapRow]:
    """One part of a host's sitemap; by name, so that parts stay much the same from day to day."""
    return tx.query(PART, {"host": host, "limit": limit, "offset": offset}, into=SitemapRow)


def sitemap_size(tx: Transaction, *, host: str) -> tuple[int, datetime | None]:
    """How many pages the host has, and when the last of them changed."""
    [(count, changed_at)] = tx.query(SIZE, {"host": host})
    return count, changed_at


def list_noindex(tx: Transaction, *, limit: int) -> list[str]:
    """Organizations whose pages crawlers are asked to leave alone."""
    return [slug for (slug,) in tx.query(CLOSED, {"limit": limit})]
