"""Statements about file jobs."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Update, delete, update

from turnout.kernel.db.tx import Transaction
from turnout.modules.files.models import FileJobRow
from turnout.modules.files.types import FileJob

CLAIM = """
    UPDATE file_work SET attempts = attempts + 1, due_at = %(now)s + %(pause)s
     WHERE organization_id = %(organization_id)s AND id = %(id)s
       AND due_at <= %(now)s AND given_up_at IS NULL
    RETURNING id, kind, file_id, store, storage_key, attempts
"""
LIST_DUE = """
    SELECT organization_id, id FROM file_work
     WHERE due_at <= %(now)s AND given_up_at IS NULL ORDER BY due_at LIMIT %(limit)s
"""
COUNT_DUE = """
    SELECT count(*) FROM file_work WHERE due_at <= %(now)s AND given_up_at IS NULL
"""


def claim_job(tx: Transaction, job_id: UUID, *, pause: timedelta) -> FileJob | None:
    """Take a due job for as long as `pause`; None when another has it, or it is done."""
    values = {
        "organization_id": tx.organization_id,
        "id": job_id,
        "now": tx.now,
        "pause": pause,
    }
    found = tx.query(CLAIM, values)
    if not found:
        return None
    names = ("id", "kind", "file_id", "store", "storage_key", "attempts")
    return FileJob(**dict(zip(names, found[0], strict=True)))


def postpone_job(tx: Transaction, job_id: UUID, *, pause: timedelta, problem: str) -> None:
    tx.execute(_one(tx, job_id).values(due_at=tx.now + pause, problem=problem))


def give_up_job(tx: Transaction, job_id: UUID, *, problem: str) -> None:
    tx.execute(_one(tx, job_id).values(given_up_at=tx.now, problem=problem))


def delete_job(tx: Transaction, job_id: UUID) -> None:
    tx.execute(
        delete(FileJobRow).where(
            FileJobRow.organization_id == tx.organization_id, FileJobRow.id == job_id
        )
    )


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, job) over all organizations, for the operator's sweep."""
    return [(row[0], row[1]) for row in tx.query(LIST_DUE, {"now": tx.now, "limit": limit})]


def count_due(tx: Transaction) -> int:
    return int(tx.query(COUNT_DUE, {"now": tx.now})[0][0])


def _one(tx: Transaction, job_id: UUID) -> Update:
    return update(FileJobRow).where(
        FileJobRow.organization_id == tx.organization_id, FileJobRow.id == job_id
    )
