"""Every statement that reads the read model."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel.pagination import PageRequest, place_in_numbers
from turnout.kernel.tx import Transaction
from turnout.modules.discovery import rules
from turnout.modules.discovery.records import (
    Address,
    EventSummary,
    Facet,
    PageEntry,
    ProgrammeEntry,
    PublishedEvent,
    PublishedOrganization,
    Search,
    SessionText,
    SitemapRow,
)
from turnout.modules.files import api as files

ORGANIZATION: Final = (
    "o.id, o.slug, o.name, o.description, o.website, o.contact_email, o.brand_color, o.version"
)
SUMMARY: Final = (
    "e.id, e.slug, e.title, e.summary, e.kind, e.state, e.starts_at, e.ends_at, e.time_zone,"
    " e.place, e.category, e.tags, e.language, e.price_minor, e.currency, e.cover_file_id,"
    " e.version, e.changed_at, (e.page -> 'cover')::text"
)
FROM: Final = (
    " FROM discovery_events e JOIN discovery_organizations o"
    " ON o.organization_id = e.organization_id AND o.id = e.organization_id AND o.is_public"
)
HERE: Final = " WHERE o.slug = %(organization)s AND e.slug = %(event)s AND e.is_public"
EVENT: Final = f"SELECT {ORGANIZATION}, {SUMMARY}, e.page::text, e.programme::text {FROM} {HERE}"
SESSION: Final = (
    f"SELECT {ORGANIZATION}, {SUMMARY}, e.page::text, e.programme::text,"
    f" (e.session_texts -> %(session)s)::text {FROM} {HERE}"
)
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
SITEMAP: Final = f"""
    SELECT o.slug, e.slug, e.changed_at {FROM} WHERE e.is_listed
    UNION ALL SELECT o.slug, 'series/' || (e.page -> 'series' ->> 'slug'), max(e.changed_at) {FROM}
        WHERE e.is_listed AND e.page -> 'series' ->> 'slug' IS NOT NULL GROUP BY 1, 2
    UNION ALL SELECT o.slug, NULL, o.changed_at FROM discovery_organizations o WHERE o.is_public
    ORDER BY 3 DESC LIMIT %(limit)s
"""
LISTED: Final = "e.is_listed AND e.state IN ('published', 'live', 'postponed')"
TEXT: Final = "e.search @@ to_tsquery('simple', %(text)s)"
RANK: Final = "(1000000 * ts_rank(e.search, to_tsquery('simple', %(text)s)))::bigint"


def find_event(tx: Transaction, organization: str, event: str) -> PublishedEvent | None:
    rows = tx.run(EVENT, {"organization": organization, "event": event})
    return _published(rows[0]) if rows else None


def find_session(
    tx: Transaction, organization: str, event: str, *, session: str
) -> tuple[PublishedEvent, SessionText] | None:
    rows = tx.run(SESSION, {"organization": organization, "event": event, "session": session})
    if not rows or rows[0][-1] is None:
        return None
    return _published(rows[0][:-1]), msgspec.json.decode(rows[0][-1], type=SessionText)


def find_event_by_id(tx: Transaction, organization_id: UUID, event_id: UUID) -> EventSummary | None:
    rows = tx.run(BY_ID, {"organization_id": organization_id, "event_id": event_id})
    return summary_of(rows[0]) if rows else None


def list_by_ids(
    tx: Transaction, organization_id: UUID, event_ids: Sequence[UUID]
) -> list[EventSummary]:
    """Those that are public, in order of time."""
    where = {"organization_id": organization_id, "event_ids": list(event_ids)}
    return [summary_of(row) for row in tx.run(BY_IDS, where)]


def find_version(tx: Transaction, organization_id: UUID, event_id: UUID) -> str | None:
    """The mark of the event's page: another whenever the event or its organization changes."""
    rows = tx.run(VERSION, {"organization_id": organization_id, "event_id": event_id})
    return str(rows[0][0]) if rows else None


def find_organization(tx: Transaction, slug: str) -> PublishedOrganization | None:
    rows = tx.run(FIND_ORGANIZATION, {"slug": slug})
    return _organization(rows[0]) if rows else None


def list_of_organization(
    tx: Transaction, organization_id: UUID, *, limit: int
) -> list[EventSummary]:
    """The organization's listed events, those that end last first."""
    where = {"organization_id": organization_id, "limit": limit}
    return [summary_of(row) for row in tx.run(OF_ORGANIZATION, where)]


def list_organizers(tx: Transaction, *, limit: int) -> list[PublishedOrganization]:
    """Who has most upcoming events."""
    rows = tx.run(ORGANIZERS, {"now": tx.now, "limit": limit})
    return [_organization(row[:8], upcoming=row[8]) for row in rows]


def find_moved(tx: Transaction, organization: str, event: str | None) -> Address | None:
    """Where a former address leads; an event's address without its event leads nowhere."""
    rows = tx.run(MOVED, {"organization": organization, "event": event})
    if not rows or (event is not None and rows[0][1] is None):
        return None
    return Address(organization_slug=rows[0][0], event_slug=rows[0][1] if event else None)


def list_sitemap(tx: Transaction, *, limit: int) -> list[SitemapRow]:
    return [
        SitemapRow(organization_slug=row[0], event_slug=row[1], changed_at=row[2])
        for row in tx.run(SITEMAP, {"limit": limit})
    ]


def list_events(
    tx: Transaction, search: Search, request: PageRequest
) -> list[tuple[EventSummary, str]]:
    """Upcoming events that match, one more than asked for; each with its place in the order."""
    where, values = _conditions(tx, search)
    values["limit"] = request.limit + 1
    by_rank = search.order == "relevance" and "text" in values
    key = RANK if by_rank else "extract(epoch FROM e.starts_at)::bigint"
    direction, comparison = ("DESC", "<") if by_rank else ("ASC", ">")
    after = place_in_numbers(request)
    if after is not None:
        where += f" AND ({key}, e.id) {comparison} (%(after)s, %(after_id)s)"
        values |= {"after": after[0], "after_id": after[1]}
    text = (
        f"SELECT {ORGANIZATION}, {SUMMARY}, {key} {FROM} WHERE {where}"
        f" ORDER BY {key} {direction}, e.id {direction} LIMIT %(limit)s"
    )
    return [(summary_of(row[:-1]), str(row[-1])) for row in tx.run(text, values)]


def list_facets(tx: Transaction, search: Search) -> dict[str, list[Facet]]:
    """How many events each kind and category has, whatever kind and category is chosen."""
    where, values = _conditions(tx, search, with_facets=False)
    text = (
        f"SELECT GROUPING(e.kind), e.kind, e.category, count(*) {FROM} WHERE {where}"
        " GROUP BY GROUPING SETS ((e.kind), (e.category)) ORDER BY 4 DESC, 2, 3"
    )
    found: dict[str, list[Facet]] = {"kinds": [], "categories": []}
    for is_category, kind, category, count in tx.run(text, values):
        if not is_category:
            found["kinds"].append(Facet(value=kind, count=count))
        elif category:
            found["categories"].append(Facet(value=category, count=count))
    return found


def _conditions(
    tx: Transaction, search: Search, *, with_facets: bool = True
) -> tuple[str, dict[str, Any]]:
    given: Mapping[str, tuple[str, Any]] = {
        "text": (TEXT, rules.query(search.text)),
        "place": ("e.place ILIKE %(place)s", rules.like(search.place) if search.place else None),
        "starts_from": ("e.ends_at >= %(starts_from)s", _midnight(search.starts_from)),
        "starts_until": ("e.starts_at < %(starts_until)s", _midnight(search.starts_until, days=1)),
        "free": ("e.price_minor = %(free)s", 0 if search.free_only else None),
        "organization_id": ("e.organization_id = %(organization_id)s", search.organization_id),
    }
    categories = [rules.clean(each) for each in search.categories]
    facets = {
        "kinds": ("e.kind = ANY(%(kinds)s)", list(search.kinds) or None),
        "categories": ("e.category = ANY(%(categories)s)", categories or None),
    }
    chosen = {
        name: each
        for name, each in {**given, **(facets if with_facets else {})}.items()
        if each[1] is not None
    }
    values: dict[str, Any] = {name: value for name, (_, value) in chosen.items()}
    values["now"] = tx.now
    parts = (LISTED, "e.ends_at >= %(now)s", *(text for text, _ in chosen.values()))
    return " AND ".join(parts), values


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """The start of a day as UTC has it: a directory over all time zones needs no finer one."""
    if day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _organization(row: Any, *, upcoming: int = 0) -> PublishedOrganization:
    return PublishedOrganization(
        id=row[0],
        slug=row[1],
        name=row[2],
        description=row[3],
        website=row[4],
        contact_email=row[5],
        brand_color=row[6],
        version=row[7],
        upcoming=upcoming,
    )


def summary_of(row: Any) -> EventSummary:
    zone = ZoneInfo(row[16])
    return EventSummary(
        organization=_organization(row[:8]),
        id=row[8],
        slug=row[9],
        title=row[10],
        summary=row[11],
        kind=row[12],
        state=row[13],
        starts_at=rules.local(row[14], zone),
        ends_at=rules.local(row[15], zone),
        time_zone=row[16],
        place=row[17],
        category=row[18],
        tags=row[19],
        language=row[20],
        price_minor=row[21],
        currency=row[22],
        cover_file_id=row[23],
        version=row[24],
        changed_at=row[25],
        cover=msgspec.json.decode(row[26], type=files.Picture | None) if row[26] else None,
    )


def _published(row: Any) -> PublishedEvent:
    return PublishedEvent(
        summary=summary_of(row[:27]),
        page=msgspec.json.decode(row[27], type=PageEntry),
        programme=msgspec.json.decode(row[28], type=ProgrammeEntry),
    )
