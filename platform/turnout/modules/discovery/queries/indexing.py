"""Statements of indexing: writing the read model, and finding the events to index again."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id

LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"
PUT_ORGANIZATION: Final = """
    INSERT INTO discovery_organizations (organization_id, id, slug, name, description, website,
        contact_email, brand_color, font, logo, legal, is_public, is_crawled, version, changed_at)
    VALUES (%(organization_id)s, %(organization_id)s, %(slug)s, %(name)s, %(description)s,
        %(website)s, %(contact_email)s, %(brand_color)s, %(font)s, %(logo)s, %(legal)s,
        %(is_public)s, %(is_crawled)s, 1, %(now)s)
    ON CONFLICT (organization_id, id) DO UPDATE SET slug = excluded.slug, name = excluded.name,
        description = excluded.description, website = excluded.website,
        contact_email = excluded.contact_email, brand_color = excluded.brand_color,
        font = excluded.font, logo = excluded.logo, legal = excluded.legal,
        is_public = excluded.is_public, is_crawled = excluded.is_crawled,
        version = discovery_organizations.version + 1,
        changed_at = excluded.changed_at
"""
PUT_EVENT: Final = """
    INSERT INTO discovery_events (organization_id, id, slug, title, summary, kind, state,
        starts_at, ends_at, time_zone, place, city, latitude, longitude, category, tags,
        language, languages, price_minor, currency, cover_file_id, cover, series_id, series_slug,
        is_public, is_listed, page, programme, session_texts, speaker_texts, search, version,
        changed_at)
    VALUES (%(organization_id)s, %(id)s, %(slug)s, %(title)s, %(summary)s, %(kind)s, %(state)s,
        %(starts_at)s, %(ends_at)s, %(time_zone)s, %(place)s, %(city)s, %(latitude)s,
        %(longitude)s, %(category)s, %(tags)s, %(language)s, %(languages)s, %(price_minor)s,
        %(currency)s, %(cover_file_id)s, %(cover)s, %(series_id)s, %(series_slug)s, %(is_public)s,
        %(is_listed)s, %(page)s, %(programme)s, %(session_texts)s, %(speaker_texts)s,
        setweight(to_tsvector('simple', %(heaviest)s), 'A')
            || setweight(to_tsvector('simple', %(heavy)s), 'B')
            || setweight(to_tsvector('simple', %(light)s), 'C'), 1, %(now)s)
    ON CONFLICT (organization_id, id) DO UPDATE SET slug = excluded.slug, title = excluded.title,
        summary = excluded.summary, kind = excluded.kind, state = excluded.state,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at,
        time_zone = excluded.time_zone, place = excluded.place, city = excluded.city,
        latitude = excluded.latitude, longitude = excluded.longitude,
        category = excluded.category, tags = excluded.tags, language = excluded.language,
        languages = excluded.languages, price_minor = excluded.price_minor,
        currency = excluded.currency, cover_file_id = excluded.cover_file_id,
        cover = excluded.cover, series_id = excluded.series_id,
        series_slug = excluded.series_slug, is_public = excluded.is_public,
        is_listed = excluded.is_listed, page = excluded.page,
        programme = excluded.programme, session_texts = excluded.session_texts,
        speaker_texts = excluded.speaker_texts, search = excluded.search,
        version = discovery_events.version + 1, changed_at = excluded.changed_at
"""
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
INSERT_FORMER_NAMES: Final = f"""
    WITH former AS (
        SELECT part.*, e.changed_at FROM discovery_events e
        CROSS JOIN LATERAL ({PARTS.format(programme="e.programme")}) AS part
        WHERE e.organization_id = %(organization_id)s AND e.id = %(event_id)s
    ), present AS ({PARTS.format(programme="%(programme)s::jsonb")}), gone AS (
        DELETE FROM discovery_slug_history n USING former
        WHERE n.organization_id = %(organization_id)s AND n.target_id = former.id::uuid
            AND former.kind = 'speakers' AND former.id NOT IN (SELECT id FROM present)
    )
    INSERT INTO discovery_slug_history (organization_id, id, target_id, slug, claimed_at)
    SELECT %(organization_id)s, gen_random_uuid(), id::uuid, key, changed_at FROM former
    WHERE key <> id AND (id, key) NOT IN (SELECT id, key FROM present)
        AND (kind = 'sessions' OR id IN (SELECT id FROM present))
    ON CONFLICT (organization_id, target_id, slug) DO UPDATE SET claimed_at = excluded.claimed_at
"""
IN_SERIES: Final = """
    SELECT id FROM discovery_events
    WHERE organization_id = %(organization_id)s AND series_id = %(series_id)s
"""
SHOWING: Final = """
    SELECT event_id FROM discovery_images
    WHERE organization_id = %(organization_id)s AND file_id = %(file_id)s
"""


def lock(tx: Transaction, target_id: UUID) -> None:
    """One copy of a thing at a time, so that an older state never overwrites a newer one."""
    tx.query(LOCK, {"name": f"discovery:{tx.organization_id}:{target_id}"})


def put_organization(tx: Transaction, values: dict[str, Any]) -> None:
    tx.query(PUT_ORGANIZATION, {**values, **_always(tx)})


def put_event(tx: Transaction, values: dict[str, Any]) -> None:
    tx.query(PUT_EVENT, {**values, **_always(tx)})


def insert_former_names(tx: Transaction, event_id: UUID, programme: str) -> None:
    """Before the copy is replaced: the names that its sessions and speakers are about to give up.

    Of two that had one name, the last to be seen with it is the one found. The names of a speaker
    who was taken out are forgotten; a session may only be called off and come back.
    """
    tx.query(INSERT_FORMER_NAMES, {"event_id": event_id, "programme": programme, **_always(tx)})


def put_images(tx: Transaction, event_id: UUID, file_ids: Sequence[UUID]) -> None:
    """Replace the images that an event's page shows."""
    values = {"event_id": event_id, "file_ids": list(file_ids), **_always(tx)}
    tx.query(DELETE_IMAGES, values)
    if file_ids:
        tx.query(INSERT_IMAGES, {**values, "ids": [new_id() for _ in file_ids]})


def hide_event(tx: Transaction, event_id: UUID) -> None:
    """Take the page away; its names stay, should it come back."""
    tx.query(HIDE_EVENT, {"id": event_id, **_always(tx)})


def put_name(tx: Transaction, target_id: UUID, slug: str) -> None:
    tx.query(PUT_NAME, {"id": new_id(), "target_id": target_id, "slug": slug, **_always(tx)})


def put_series_name(tx: Transaction, series_id: UUID, slug: str) -> None:
    """The name claimed last is the series' present one, also when it goes back to an old one."""
    values = {"id": new_id(), "target_id": series_id, "slug": slug}
    tx.query(PUT_SERIES_NAME, {**values, **_always(tx)})


def list_in_series(tx: Transaction, series_id: UUID) -> list[UUID]:
    """The events that were in a series when they were indexed last."""
    where = {"organization_id": tx.organization_id, "series_id": series_id}
    return [event_id for (event_id,) in tx.query(IN_SERIES, where)]


def list_showing(tx: Transaction, file_id: UUID) -> list[UUID]:
    """The events whose pages show an image."""
    where = {"organization_id": tx.organization_id, "file_id": file_id}
    return [event_id for (event_id,) in tx.query(SHOWING, where)]


def _always(tx: Transaction) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, "now": tx.now}
