"""Work on files that happens outside of transactions: planned by a row, done by a worker."""

from datetime import datetime
from functools import partial
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.files.models import WorkKind, WorkRow

WORK = "files.work"


def plan_work(
    tx: Transaction,
    kind: WorkKind,
    *,
    file_id: UUID | None = None,
    store: str | None = None,
    storage_key: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Have something done after this commit, or at `due_at`."""
    row = WorkRow(
        organization_id=tx.organization_id,
        id=new_id(),
        kind=kind,
        file_id=file_id,
        store=store,
        storage_key=storage_key,
        due_at=due_at or tx.now,
        attempts=0,
        given_up_at=None,
        problem=None,
        created_at=tx.now,
    )
    tx.add(row)
    if due_at is None:
        tx.after_commit.append(partial(enqueue, WORK, str(tx.organization_id), str(row.id)))
