"""What events answer to files below them: whether an event is there, and what files it uses."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events import queries
from turnout.modules.files import api as files


@files.EVENT_EXISTS.register
def is_event(tx: Transaction, event_id: UUID) -> bool:
    return queries.find_event(tx, event_id) is not None


files.FILE_USES.register(queries.list_file_uses)
