"""Statements that write the index of what is published, and find the events to index again."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id

LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"
ORGANIZATION_COLUMNS: Final = (
    "slug", "name", "description", "website", "contact_email", "brand_color", "font", "logo",
    "legal", "is_public", "is_crawled", "host", "country", "social_links",
    "verified_by",
)  # fmt: skip
EVENT_COLUMNS: Final = (
    "slug", "title", "summary", "kind", "state", "starts_at", "ends_at", "time_zone", "place",
    "city", "latitude", "longitude", "city_latitude", "city_longitude", "category", "tags",
    "language", "languages", "price_minor", "currency", "cover_file_id", "cover", "series_id",
    "series_slug", "is_public", "is_listed", "page", "programme", "session_texts",
    "speaker_texts", "speaker_names", "ticket_names", "ticket_kinds",
)  # fmt: skip
SEARCH: Final = """
    setweight(to_tsvector('simple', %(heaviest)s), 'A')
        || setweight(to_tsvector('simple', %(heavy)s), 'B')
        || setweight(to_tsvector('simple', %(light)s), 'C')
        || setweight(to_tsvector('simple', %(lightest)s), 'D')
        || setweight(to_tsvector(%(stemmer)s::regconfig, %(heaviest)s), 'A')
        || setweight(to_tsvector(%(stemmer)s::regconfig, %(heavy)s), 'B')
        || setweight(to_tsvector(%(stemmer)s::regconfig, %(light)s), 'C')
        || setweight(to_tsvector(%(stemmer)s::regconfig, %(lightest)s), 'D')
"""
PUT: Final = """
    INSERT INTO {table} (organization_id, id, {names}, version, changed_at)
    VALUES (%(organization_id)s, %(id)s, {values}, 1, %(now)s)
    ON CONFLICT (organization_id, id) DO UPDATE SET {changes},
        version = {table}.version + 1, changed_at = excluded.changed_at
"""
"""Writes a row of the read model, or replaces it by its next version."""


def _put(table: str, columns: Sequence[str], **computed: str) -> str:
    values = {name: f"%({name})s" for name in columns} | computed
    return PUT.format(
        table=table,
        names=", ".join(values),
        values=", ".join(values.values()),
        changes=", ".join(f"{name} = excluded.{name}" for name in values),
    )


PUT_ORGANIZATION: Final = _put("discovery_organizations", ORGANIZATION_COLUMNS)
KEPT: Final = "first_listed_at = coalesce(discovery_events.first_listed_at, %s)"
PUT_EVENT: Final = _put(
    "discovery_events",
    EVENT_COLUMNS,
    search=SEARCH,
    first_listed_at="CASE WHEN %(is_listed)s THEN %(now)s::timestamptz END",
).replace("first_listed_at = excluded.first_listed_at", KEPT % "excluded.first_listed_at")
DELETE_IMAGES: Final = """
    DELETE FROM discovery_images
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND file_id <> ALL(%(file_ids)s)
"""
INSERT_IMAGES: Final = """
    INSERT INTO discovery_images (organization_id, id, event_id, file_id)
    SELECT %(organization_id)s, made, %(event_id)s, shown
    FROM unnest(%(ids)s::uuid[], %(file_ids)s::uuid[]) AS wanted (made, shown)
    ON CONFLICT (organization_id, event_id, file_id) DO NOTHING
"""
HIDE_EVENT: Final = """
    UPDATE discovery_events SET is_public = false, is_listed = false, version = version + 1,
        changed_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND is_public
"""
PUT_NAME: Final = """
    INSERT INTO discovery_slug_history (organization_id, id, target_id, slug, claimed_at)
    VALUES (%(organization_id)s, %(id)s, %(target_id)s, %(slug)s, %(now)s)
    ON CONFLICT (organization_id, target_id, slug) DO NOTHING
"""
PUT_SERIES_NAME: Final = """
    INSERT INTO discovery_slug_history (organization_id, id, target_id, slug, claimed_at)
    VALUES (%(organization_id)s, %(id)s, %(target_id)s, %(slug)s, %(now)s)
    ON CONFLICT (organization_id, target_id, slug) DO UPDATE SET claimed_at = excluded.claimed_at
"""
PARTS: Final = """
    SELECT kind, part ->> 'id' AS id, part ->> 'key' AS key
    FROM unnest(ARRAY['speakers', 'sessions']) AS kind,
        jsonb_array_elements({programme} -> kind) AS part
"""
FORMER: Final = f"""
    (SELECT part.*, e.changed_at FROM discovery_events e
        CROSS JOIN LATERAL ({PARTS.format(programme="e.programme")}) AS part
        WHERE e.organization_id = %(organization_id)s AND e.id = %(event_id)s) AS former
"""
PRESENT: Final = PARTS.format(programme="%(programme)s::jsonb")
DELETE_NAMES: Final = f"""
    DELETE FROM discovery_slug_history n USING {FORMER}
    WHERE n.organization_id = %(organization_id)s AND n.target_id = former.id::uuid
        AND former.kind = 'speakers' AND former.id NOT IN (SELECT id FROM ({PRESENT}) AS present)
"""
INSERT_FORMER_NAMES: Final = f"""
    INSERT INTO discovery_slug_history (organization_id, id, target_id, slug, claimed_at)
    SELECT %(organization_id)s, md5(id || ' ' || key)::uuid, id::uuid, key, changed_at FROM {FORMER}
    WHERE key <> id AND (id, key) NOT IN (SELECT id, key FROM ({PRESENT}) AS present)
        AND (kind = 'sessions' OR id IN (SELECT id FROM ({PRESENT}) AS present))
    ON CONFLICT (organization_id, target_id, slug) DO UPDATE SET claimed_at = excluded.claimed_at
"""
INSERT_WORDS: Final = """
    INSERT INTO discovery_words (word)
    SELECT word FROM unnest(%(words)s::text[]) AS word ORDER BY word
    ON CONFLICT (word) DO NOTHING
"""
SET_POPULARITY: Final = """
    UPDATE discovery_events e SET popularity = said.popularity
    FROM unnest(%(ids)s::uuid[], %(values)s::bigint[]) AS said (id, popularity)
    WHERE e.organization_id = %(organization_id)s AND e.id = said.id
"""
IN_SERIES: Final = """
    SELECT id FROM discovery_events
    WHERE organization_id = %(organization_id)s AND series_id = %(series_id)s
"""
SHOWING: Final = """
    SELECT event_id FROM discovery_images
    WHERE organization_id = %(organization_id)s AND file_id = %(file_id)s
"""


def insert_words(tx: Transaction, words: Sequence[str]) -> None:
    """In one order for everybody, so that two of these never wait for each other."""
    tx.query(INSERT_WORDS, {"words": list(words)})


def lock(tx: Transaction, target_id: UUID) -> None:
    """One copy of a thing at a time, so that an older state never overwrites a newer one."""
    tx.query(LOCK, {"name": f"discovery:{tx.organization_id}:{target_id}"})


def put_organization(tx: Transaction, values: dict[str, Any]) -> None:
    tx.query(PUT_ORGANIZATION, {**values, "id": tx.organization_id, **tx.here()})


def put_event(tx: Transaction, values: dict[str, Any]) -> None:
    tx.query(PUT_EVENT, {**values, **tx.here()})


def insert_former_names(tx: Transaction, event_id: UUID, programme: str) -> None:
    """Before the copy is replaced: the names that its sessions and speakers are about to give up.

    Of two that had one name, the last to be seen with it is the one found. The names of a speaker
    who was taken out are forgotten; a session may only be called off and come back.
    """
    values = tx.here(event_id=event_id, programme=programme)
    tx.query(DELETE_NAMES, values)
    tx.query(INSERT_FORMER_NAMES, values)


def put_images(tx: Transaction, event_id: UUID, file_ids: Sequence[UUID]) -> None:
    """Replace the images that an event's page shows."""
    values = {"event_id": event_id, "file_ids": list(file_ids), **tx.here()}
    tx.query(DELETE_IMAGES, values)
    if file_ids:
        tx.query(INSERT_IMAGES, {**values, "ids": [new_id() for _ in file_ids]})


def hide_event(tx: Transaction, event_id: UUID) -> None:
    """Take the page away; its names stay, should it come back."""
    tx.query(HIDE_EVENT, {"id": event_id, **tx.here()})


def put_name(tx: Transaction, target_id: UUID, slug: str) -> None:
    tx.query(PUT_NAME, {"id": new_id(), "target_id": target_id, "slug": slug, **tx.here()})


def put_series_name(tx: Transaction, series_id: UUID, slug: str) -> None:
    """The name claimed last is the series' present one, also when it goes back to an old one."""
    values = {"id": new_id(), "target_id": series_id, "slug": slug}
    tx.query(PUT_SERIES_NAME, {**values, **tx.here()})


def set_popularity(tx: Transaction, standings: Mapping[UUID, int]) -> None:
    values = {"ids": list(standings), "values": list(standings.values())}
    tx.query(SET_POPULARITY, {**values, "organization_id": tx.organization_id})


def list_in_series(tx: Transaction, series_id: UUID) -> list[UUID]:
    """The events that were in a series when they were indexed last."""
    where = {"organization_id": tx.organization_id, "series_id": series_id}
    return [event_id for (event_id,) in tx.query(IN_SERIES, where)]


def list_showing(tx: Transaction, file_id: UUID) -> list[UUID]:
    """The events whose pages show an image."""
    where = {"organization_id": tx.organization_id, "file_id": file_id}
    return [event_id for (event_id,) in tx.query(SHOWING, where)]
