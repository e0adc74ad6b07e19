"""Removing a file that nothing shows."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.files import policies
from turnout.modules.files.facts import FileDeleted
from turnout.modules.files.models import FileRow, WorkKind
from turnout.modules.files.queries import files as queries
from turnout.modules.files.service.pictures import drawing_keys
from turnout.modules.files.service.working import plan_work


def delete_file(ctx: OrganizationContext, file_id: UUID) -> None:
    """Remove the row at once; its content and drawings are removed by a worker after that."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        _remove(tx, queries.get_file(tx, file_id, only=ctx.event_ids))


def discard(tx: Transaction, file_id: UUID) -> None:
    """The same for the module that took a file from a visitor and has let go of it."""
    _remove(tx, queries.get_any_file(tx, file_id))


def _remove(tx: Transaction, row: FileRow) -> None:
    drawn = {each.storage_key: each.store for each in queries.list_variants(tx, [row.id])}
    keys = dict.fromkeys(drawing_keys(row), row.store) | drawn | {row.storage_key: row.store}
    queries.delete_file(tx, row.id)
    for key, store in keys.items():
        plan_work(tx, WorkKind.REMOVE, store=store, storage_key=key)
    tx.publish(FileDeleted(file_id=row.id))
