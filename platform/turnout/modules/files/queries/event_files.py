"""Statements about files of events."""

from collections.abc import Sequence
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.tx import Transaction
from turnout.modules.files.errors import AlreadyAttached, EventFileNotFound, EventNotFound
from turnout.modules.files.models import Audience, EventFileRow, FileRow


def add_event_file(tx: Transaction, row: EventFileRow) -> None:
    """AlreadyAttached, or EventMissing for an event that is not this organization's."""
    try:
        tx.add(row)
        tx.flush()
    except IntegrityError as refused:
        if isinstance(refused.orig, UniqueViolation):
            raise AlreadyAttached from refused
        if isinstance(refused.orig, ForeignKeyViolation):
            raise EventNotFound from refused
        raise


def get_event_file(tx: Transaction, event_id: UUID, event_file_id: UUID) -> EventFileRow:
    row = tx.session.get(EventFileRow, (tx.organization_id, event_file_id))
    if row is None or row.event_id != event_id:
        raise EventFileNotFound
    return row


def list_event_files(
    tx: Transaction, event_id: UUID, *, audiences: Sequence[Audience]
) -> list[tuple[EventFileRow, FileRow]]:
    """In their order, each with its file."""
    found = (
        select(EventFileRow, FileRow)
        .join(
            FileRow,
            (FileRow.organization_id == EventFileRow.organization_id)
            & (FileRow.id == EventFileRow.file_id),
        )
        .where(
            EventFileRow.organization_id == tx.organization_id,
            EventFileRow.event_id == event_id,
            EventFileRow.audience.in_([each.value for each in audiences]),
        )
        .order_by(EventFileRow.position, EventFileRow.id)
    )
    return [(row[0], row[1]) for row in tx.session.execute(found)]


def delete_event_file(tx: Transaction, row: EventFileRow) -> None:
    tx.execute(
        delete(EventFileRow).where(
            EventFileRow.organization_id == tx.organization_id, EventFileRow.id == row.id
        )
    )
