"""Files of an event for a copy of the event: the same files, attached once more."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.files.models import Audience, EventFileRow
from turnout.modules.files.queries import event_files as queries


def copy_event_files(tx: Transaction, from_event_id: UUID, to_event_id: UUID) -> None:
    """Attach to a new event what another one has, in the same order and for the same people."""
    for row, file in queries.list_event_files(tx, from_event_id, audiences=tuple(Audience)):
        tx.add(
            EventFileRow(
                id=new_id(),
                event_id=to_event_id,
                file_id=file.id,
                audience=row.audience,
                title=row.title,
                position=row.position,
                created_at=tx.now,
                version=1,
            )
        )
