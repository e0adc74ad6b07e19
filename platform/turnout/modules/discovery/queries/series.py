"""Statements about the events of a series, and about what shows an image."""

from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery import rules
from turnout.modules.discovery.queries.lookup import FROM, LISTED
from turnout.modules.discovery.types import Address, NextDate

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
MOVED: Final = """
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
    rows = tx.query(MOVED, {"organization": organization, "series": series})
    return Address(organization_slug=rows[0][0], event_slug=rows[0][1]) if rows else None
