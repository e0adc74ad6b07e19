"""What pages of an event show besides the event itself; the caller has decided who may look."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.errors import SeriesNotFound
from turnout.modules.events.queries import series as series_queries
from turnout.modules.events.queries import sponsors as queries
from turnout.modules.events.service.series import series_of
from turnout.modules.events.service.sponsors import public_of
from turnout.modules.events.types import Series, SponsorsOfLevel


def find_series(tx: Transaction, series_id: UUID) -> Series | None:
    """The series, public or not; None when it was taken away."""
    try:
        return series_of(series_queries.get_series(tx, series_id))
    except SeriesNotFound:
        return None


def find_series_by_slug(tx: Transaction, slug: str) -> Series | None:
    """The series of this name in the address, public or not; None when there is none."""
    row = series_queries.find_by_slug(tx, slug)
    return None if row is None else series_of(row)


def sponsors_of(tx: Transaction, event_id: UUID) -> list[SponsorsOfLevel]:
    """Public sponsors by level, the highest first; those without a level last."""
    rows = [row for row in queries.list_sponsors(tx, event_id) if row.is_public]
    if not rows:
        return []
    levels: list[tuple[UUID | None, str]] = [
        *((row.id, row.name) for row in queries.list_levels(tx, event_id)),
        (None, ""),
    ]
    found = [
        SponsorsOfLevel(
            name=name, sponsors=tuple(public_of(row) for row in rows if row.level_id == level_id)
        )
        for level_id, name in levels
    ]
    return [level for level in found if level.sponsors]
