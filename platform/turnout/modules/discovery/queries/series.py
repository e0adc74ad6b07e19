"""Statements of series: the next dates of one, and its former addresses."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery import rules
from turnout.modules.discovery.sql_fragments import FROM, LISTED
from turnout.modules.discovery.types import Address, NextDate

OF_SERIES: Final = "e.organization_id = %(organization_id)s AND e.series_id = %(series_id)s"
NEXT: Final = (
    "SELECT e.id, e.slug, e.title, e.starts_at, e.ends_at, e.time_zone"
    f" {FROM} WHERE {OF_SERIES} AND {LISTED} AND e.ends_at >= %(now)s"
    " ORDER BY e.starts_at, e.id LIMIT %(limit)s"
)
MOVED_SERIES: Final = """
    SELECT o.slug AS organization_slug, present.slug AS event_slug
    FROM discovery_slug_history was
    JOIN discovery_organizations o ON o.organization_id = was.organization_id AND o.is_public
    JOIN discovery_slug_history part ON part.organization_id = was.organization_id
        AND part.target_id <> was.organization_id AND part.slug = %(series)s
    JOIN LATERAL (
        SELECT n.slug FROM discovery_slug_history n
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
    return tx.query(NEXT, {**where, "now": tx.now}, into=_next_date)


def _next_date(
    *, starts_at: datetime, ends_at: datetime, time_zone: str, **columns: Any
) -> NextDate:
    zone = ZoneInfo(time_zone)
    return NextDate(
        starts_at=rules.local(starts_at, zone),
        ends_at=rules.local(ends_at, zone),
        time_zone=time_zone,
        **columns,
    )


def find_moved_series(tx: Transaction, organization: str, series: str) -> Address | None:
    """The present names behind a series' former address."""
    where = {"organization": organization, "series": series}
    return next(iter(tx.query(MOVED_SERIES, where, into=Address)), None)
