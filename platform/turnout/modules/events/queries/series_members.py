"""Statements about events as members of a series."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.errors import EventNotFound
from turnout.modules.events.models import EventRow


def _members(tx: Transaction, series_id: UUID) -> Select[Any]:
    return select(EventRow).where(
        EventRow.organization_id == tx.organization_id, EventRow.series_id == series_id
    )


def list_members(tx: Transaction, series_id: UUID) -> list[EventRow]:
    """In order of time, those of the bin left out."""
    found = _members(tx, series_id).where(EventRow.deleted_at.is_(None))
    return list(tx.session.scalars(found.order_by(EventRow.starts_at, EventRow.id)))


def lock_members(
    tx: Transaction, series_id: UUID, *, starting: datetime | None = None
) -> list[EventRow]:
    """In order of time, locked in the order of their ids; from an instant on when it is given."""
    found = _members(tx, series_id).where(EventRow.deleted_at.is_(None))
    if starting is not None:
        found = found.where(EventRow.starts_at >= starting)
    rows = list(tx.session.scalars(found.order_by(EventRow.id).with_for_update()))
    return sorted(rows, key=lambda row: (row.starts_at is None, row.starts_at, row.id))


def lock_member(tx: Transaction, series_id: UUID, event_id: UUID) -> EventRow:
    found = _members(tx, series_id).where(EventRow.id == event_id, EventRow.deleted_at.is_(None))
    row: EventRow | None = tx.session.scalars(found.with_for_update()).one_or_none()
    if row is None:
        raise EventNotFound
    return row


def find_model(tx: Transaction, event_id: UUID) -> EventRow | None:
    """The event that occurrences are copied from, also of the bin: a model stays one."""
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


def free_members(tx: Transaction, series_id: UUID) -> None:
    """Let every event of a series go on by itself."""
    tx.session.execute(
        update(EventRow)
        .where(EventRow.organization_id == tx.organization_id, EventRow.series_id == series_id)
        .values(series_id=None, occurrence_local=None)
    )
