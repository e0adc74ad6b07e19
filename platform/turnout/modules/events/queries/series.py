"""Statements about series and their events."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.modules.events.errors import EventNotFound, SeriesNotFound, SeriesSlugTaken
from turnout.modules.events.models import EventRow, SeriesRow

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
    theirs = select(EventRow.series_id).where(
        EventRow.organization_id == SeriesRow.organization_id, EventRow.id.in_(only)
    )
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
    """Take the series away; its events stay, each by itself."""
    tx.session.execute(
        update(EventRow)
        .where(EventRow.organization_id == tx.organization_id, EventRow.series_id == row.id)
        .values(series_id=None, occurrence_local=None)
    )
    tx.session.delete(row)


def list_due(tx: Transaction, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, series) whose occurrences are still to be made."""
    return [tuple(row) for row in tx.query(DUE, {"now": tx.now, "limit": limit})]


def _events(tx: Transaction, series_id: UUID) -> Select[Any]:
    return select(EventRow).where(
        EventRow.organization_id == tx.organization_id, EventRow.series_id == series_id
    )


def list_events(tx: Transaction, series_id: UUID) -> list[EventRow]:
    """In order of time, those of the bin left out."""
    found = _events(tx, series_id).where(EventRow.deleted_at.is_(None))
    return list(tx.session.scalars(found.order_by(EventRow.starts_at, EventRow.id)))


def lock_events(
    tx: Transaction, series_id: UUID, *, starting: datetime | None = None
) -> list[EventRow]:
    """In order of time, locked in the order of their ids; from an instant on when it is given."""
    found = _events(tx, series_id).where(EventRow.deleted_at.is_(None))
    if starting is not None:
        found = found.where(EventRow.starts_at >= starting)
    rows = list(tx.session.scalars(found.order_by(EventRow.id).with_for_update()))
    return sorted(rows, key=lambda row: (row.starts_at is None, row.starts_at, row.id))


def lock_member(tx: Transaction, series_id: UUID, event_id: UUID) -> EventRow:
    found = _events(tx, series_id).where(EventRow.id == event_id, EventRow.deleted_at.is_(None))
    row: EventRow | None = tx.session.scalars(found.with_for_update()).one_or_none()
    if row is None:
        raise EventNotFound
    return row


def find_event(tx: Transaction, event_id: UUID) -> EventRow | None:
    """Also of the bin: a model stays one."""
    row: EventRow | None = tx.session.get(EventRow, (tx.organization_id, event_id))
    return row


def list_occurrence_times(tx: Transaction, series_id: UUID) -> set[datetime]:
    """Of every event, those of the bin too: what was put there does not come back by itself."""
    found = select(EventRow.occurrence_local).where(
        EventRow.organization_id == tx.organization_id,
        EventRow.series_id == series_id,
        EventRow.occurrence_local.is_not(None),
    )
    return set(tx.session.scalars(found))


def forget_occurrence_times(tx: Transaction, event_ids: Collection[UUID]) -> None:
    """Before new ones are given out: two may not have one at any moment."""
    tx.session.execute(
        update(EventRow)
        .where(EventRow.organization_id == tx.organization_id, EventRow.id.in_(event_ids))
        .values(occurrence_local=None)
    )


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
