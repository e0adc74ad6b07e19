"""Statements of documents: what the search server is told of each event that is to be found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery.sql_fragments import FROM, LISTED

COLLECTION: Final = "events"
"""Of the search server, which is told of what changes here."""
KEYS: Final = f"""
    SELECT e.organization_id, e.id {FROM}
    WHERE {LISTED} AND (%(after)s::uuid IS NULL OR e.id > %(after)s)
    ORDER BY e.id LIMIT %(limit)s
"""
ROWS: Final = f"""
    SELECT e.id, e.organization_id, o.slug AS organization_slug, o.name AS organization_name,
        e.title, e.summary, e.kind, e.category, e.tags, e.language, e.languages, e.place, e.city,
        e.latitude, e.longitude, e.city_latitude, e.city_longitude, e.price_minor, e.currency,
        e.starts_at, e.ends_at, e.popularity,
        jsonb_path_query_array(e.page, '$.translations.*.title') AS titles,
        jsonb_path_query_array(e.programme, '$.speakers[*].name') AS speakers,
        ARRAY(SELECT jsonb_object_keys(e.ticket_names)) AS ticket_names, e.ticket_kinds,
        jsonb_path_query_array(e.programme, '$.sessions[*].title') AS sessions,
        coalesce(e.page ->> 'description_html', '') AS description_html
    {FROM} WHERE {LISTED} AND e.id = ANY(%(ids)s)
"""
OF_ORGANIZATION: Final = """
    SELECT id FROM discovery_events
    WHERE organization_id = %(organization_id)s AND is_listed ORDER BY id
"""


STANDINGS: Final = f"""
    SELECT e.organization_id, e.id, e.popularity {FROM}
    WHERE {LISTED} AND e.ends_at >= %(now)s ORDER BY e.organization_id, e.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    """What of an event can be searched."""

    id: UUID
    organization_id: UUID
    organization_slug: str
    organization_name: str
    title: str
    titles: list[str]
    """In its other languages."""
    summary: str
    kind: str
    category: str
    tags: list[str]
    language: str
    languages: list[str]
    place: str
    city: str
    latitude: float | None
    longitude: float | None
    city_latitude: float | None
    city_longitude: float | None
    price_minor: int | None
    currency: str | None
    popularity: int
    starts_at: datetime
    ends_at: datetime
    speakers: list[str]
    ticket_names: list[str]
    """Of what everybody may buy, but for add-ons."""
    ticket_kinds: list[str]
    """As `rules.TICKET_KINDS` names them."""
    sessions: list[str]
    description_html: str


def list_listed_keys(tx: Transaction, after: UUID | None, limit: int) -> list[tuple[UUID, UUID]]:
    """Organization and id of every event that is to be found, by id."""
    return [tuple(row) for row in tx.query(KEYS, {"after": after, "limit": limit})]


def list_listed(tx: Transaction, event_ids: Collection[UUID]) -> Mapping[UUID, ListedEvent]:
    """Of these the events that are to be found."""
    found = tx.query(ROWS, {"ids": list(event_ids)}, into=ListedEvent)
    return {each.id: each for each in found}


def list_standings(tx: Transaction) -> list[tuple[UUID, UUID, int]]:
    return [tuple(row) for row in tx.query(STANDINGS, {"now": tx.now})]


def list_ids_of_organization(tx: Transaction) -> list[UUID]:
    found = tx.query(OF_ORGANIZATION, {"organization_id": tx.organization_id})
    return [event_id for (event_id,) in found]
