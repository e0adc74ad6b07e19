"""Statements about series."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.references import (
    Reference,
    column_references,
    list_references,
    text_references,
)
from turnout.kernel.db.tx import Transaction
from turnout.modules.events.sql_fragments import SERIES_OF_EVENTS
from turnout.modules.organizations.sql_fragments import ZONE
from turnout.modules.series.errors import SeriesNotFound, SeriesSlugTaken
from turnout.modules.series.models import SeriesRow

DUE = """
    SELECT organization_id, id FROM event_series
    WHERE due_at <= %(now)s ORDER BY due_at LIMIT %(limit)s
"""
LEAVE_OUT = """
    UPDATE event_series
    SET left_out_times = left_out_times || to_jsonb(%(local)s::text), version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(series_id)s
"""


def _here(tx: Transaction) -> Select[Any]:
    return select(SeriesRow).where(SeriesRow.organization_id == tx.organization_id)


def _of(found: Select[Any], only: Collection[UUID] | None) -> Select[Any]:
    """What a limited grant covers: series that one of its events belongs to."""
    if only is None:
        return found
    theirs = text(SERIES_OF_EVENTS).bindparams(event_ids=list(only)).columns(SeriesRow.id)
    return found.where(SeriesRow.id.in_(theirs))


def get_series(
    tx: Transaction, series_id: UUID, *, only: Collection[UUID] | None = None
) -> SeriesRow:
    found = _of(_here(tx).where(SeriesRow.id == series_id), only)
    row: SeriesRow | None = tx.session.scalars(found).one_or_none()
    if row is None:
        raise SeriesNotFound
    return row


def lock_series(tx: Transaction, series_id: UUID) -> SeriesRow:
    found = _here(tx).where(SeriesRow.id == series_id).with_for_update()
    row: SeriesRow | None = tx.session.scalars(found).one_or_none()
    if row is None:
        raise SeriesNotFound
    return row


def claim_due(tx: Transaction, series_id: UUID) -> SeriesRow | None:
    """The series while it is due, locked; None when another worker has it."""
    found = _here(tx).where(SeriesRow.id == series_id, SeriesRow.due_at.is_not(None))
    row: SeriesRow | None = tx.session.scalars(
        found.with_for_update(skip_locked=True)
    ).one_or_none()
    return row


def find_by_slug(tx: Transaction, slug: str) -> SeriesRow | None:
    row: SeriesRow | None = tx.session.scalars(
        _here(tx).where(SeriesRow.slug == slug)
    ).one_or_none()
    return row


def list_series(
    tx: Transaction, request: PageRequest, *, only: Collection[UUID] | None = None
) -> list[SeriesRow]:
    """Newest first, one more than asked for."""
    found = _of(_here(tx), only).order_by(SeriesRow.id.desc()).limit(request.limit + 1)
    if request.after is not None:
        found = found.where(SeriesRow.id < request.after[1])
    return list(tx.session.scalars(found))


def list_slugs_like(tx: Transaction, stem: str) -> set[str]:
    taken = select(SeriesRow.slug).where(
        SeriesRow.organization_id == tx.organization_id,
        SeriesRow.slug.startswith(stem, autoescape=True),
    )
    return set(tx.session.scalars(taken))


def write(tx: Transaction) -> None:
    """Send the row now, so that a name that is taken is told as such."""
    try:
        tx.flush()
    except IntegrityError as taken:
        raise SeriesSlugTaken from taken


def delete_series(tx: Transaction, row: SeriesRow) -> None:
    tx.session.delete(row)


def organization_zone(tx: Transaction) -> str:
    rows = tx.query(ZONE, {"organization_id": tx.organization_id})
    return str(rows[0][0]) if rows else "UTC"


def list_due(tx: Transaction, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, series) whose occurrences are still to be made."""
    return [tuple(row) for row in tx.query(DUE, {"now": tx.now, "limit": limit})]


def leave_out(tx: Transaction, series_id: UUID, local: datetime) -> None:
    """Remember that the rule's event of this time is gone for good."""
    tx.query(
        LEAVE_OUT,
        {
            "organization_id": tx.organization_id,
            "series_id": series_id,
            "local": local.isoformat(),
        },
    )


def list_file_uses(tx: Transaction) -> list[Reference]:
    """Covers, and links in the texts of series: they are the organization's."""
    nobody = "NULL::uuid"
    return list_references(
        tx,
        column_references("event_series", "cover_file_id", owner=nobody),
        text_references("event_series", ("t.description",), owner=nobody, path="files"),
    )
