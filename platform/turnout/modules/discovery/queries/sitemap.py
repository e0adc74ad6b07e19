"""Statements of the sitemap: pages that crawlers may visit, and organizations that they may not."""

from datetime import datetime
from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery.queries.lookup import FROM
from turnout.modules.discovery.types import SitemapRow

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
