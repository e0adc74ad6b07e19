"""Removing a file that nothing shows."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.tx import transaction
from turnout.modules.files import policies
from turnout.modules.files.facts import FileDeleted
from turnout.modules.files.models import WorkKind
from turnout.modules.files.queries import files as queries
from turnout.modules.files.service.pictures import drawing_keys
from turnout.modules.files.service.working import plan_work


def delete_file(ctx: OrganizationContext, file_id: UUID) -> None:
    """Remove the row at once; its content and drawings are removed by a worker after that."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id)
        drawn = {each.storage_key: each.store for each in queries.list_variants(tx, [file_id])}
        keys = dict.fromkeys(drawing_keys(row), row.store) | drawn | {row.storage_key: row.store}
        queries.delete_file(tx, file_id)
        for key, store in keys.items():
            plan_work(tx, WorkKind.REMOVE, store=store, storage_key=key)
        tx.record(FileDeleted(file_id=file_id))
