"""What events answer to files below them: whether an event is there, and what files it uses."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.queries import events as queries
from turnout.modules.files import api as files
from turnout.modules.quotas import api as quotas


@files.EVENT_EXISTS.register
def is_event(tx: Transaction, event_id: UUID) -> bool:
    return queries.find_event(tx, event_id) is not None


files.FILE_USES.register(queries.list_file_uses)


@quotas.METERS.register
def count_used_events(tx: Transaction) -> tuple[quotas.QuotaKind, int]:
    return quotas.QuotaKind.EVENTS, queries.count_open(tx)


@quotas.METERS.register
def count_used_storage(tx: Transaction) -> tuple[quotas.QuotaKind, int]:
    """Of files, which has no handlers of its own."""
    return quotas.QuotaKind.STORAGE_BYTES, files.used_bytes(tx)
