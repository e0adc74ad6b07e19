"""Every statement about files."""

from uuid import UUID

from psycopg.errors import ForeignKeyViolation
from sqlalchemy import func, select

from turnout.kernel.pagination import PageRequest
from turnout.kernel.tx import Transaction
from turnout.modules.files.errors import FileInUse, FileMissing
from turnout.modules.files.models import FileRow

LOCK_USAGE = """
    SELECT pg_advisory_xact_lock(hashtextextended('files/' || %(organization_id)s, 0))
"""
DELETE = """
    DELETE FROM files WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def find_file(tx: Transaction, file_id: UUID) -> FileRow | None:
    return tx.session.get(FileRow, (tx.organization_id, file_id))


def get_file(tx: Transaction, file_id: UUID) -> FileRow:
    row = find_file(tx, file_id)
    if row is None:
        raise FileMissing
    return row


def list_files(tx: Transaction, request: PageRequest) -> list[FileRow]:
    """Newest first, one row more than asked for."""
    found = select(FileRow).where(FileRow.organization_id == tx.organization_id)
    if request.after is not None:
        found = found.where(FileRow.id < request.after[1])
    return list(tx.session.scalars(found.order_by(FileRow.id.desc()).limit(request.limit + 1)))


def lock_used_bytes(tx: Transaction) -> int:
    """What the organization's files take; uploads of one organization wait for each other."""
    tx.run(LOCK_USAGE, {"organization_id": str(tx.organization_id)})
    total = select(func.coalesce(func.sum(FileRow.bytes), 0)).where(
        FileRow.organization_id == tx.organization_id
    )
    return int(tx.session.scalar(total) or 0)


def delete_file(tx: Transaction, file_id: UUID) -> None:
    """Remove the row; FileInUse while anything still refers to it."""
    try:
        tx.run(DELETE, {"organization_id": tx.organization_id, "id": file_id})
    except ForeignKeyViolation as held:
        raise FileInUse from held
