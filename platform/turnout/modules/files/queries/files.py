"""Statements about files, what is drawn of them, and how much room they take."""

from collections.abc import Collection, Sequence
from uuid import UUID

from psycopg.errors import ForeignKeyViolation
from sqlalchemy import ColumnElement, or_, select

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.modules.files.errors import FileInUse, FileNotFound
from turnout.modules.files.models import EventFileRow, FileRow, VariantRow

LOCK_USAGE = """
    SELECT pg_advisory_xact_lock(hashtextextended('files/' || %(organization_id)s, 0))
"""
USED_BYTES = """
    SELECT (SELECT coalesce(sum(bytes), 0) FROM files
             WHERE organization_id = %(organization_id)s AND scan <> 'infected')
         + (SELECT coalesce(sum(bytes), 0) FROM file_variants
             WHERE organization_id = %(organization_id)s)
         + (SELECT coalesce(sum(bytes), 0) FROM file_uploads
             WHERE organization_id = %(organization_id)s AND id IS DISTINCT FROM %(apart_from)s
               AND state IN ('storing', 'open', 'checking') AND expires_at > %(now)s)
"""
DELETE = """
    DELETE FROM files WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def find_file(tx: Transaction, file_id: UUID) -> FileRow | None:
    return tx.session.get(FileRow, (tx.organization_id, file_id))


def get_file(tx: Transaction, file_id: UUID, *, only: Collection[UUID] | None = None) -> FileRow:
    """One of the organization's own files; what visitors entrusted to it is as if not there.

    Neither is what only other events have than those that a grant is limited to (`only`).
    """
    row = get_any_file(tx, file_id)
    if row.is_entrusted:
        raise FileNotFound
    if only is not None:
        found = select(FileRow.id).where(
            FileRow.organization_id == tx.organization_id, FileRow.id == file_id, _within(only)
        )
        if tx.session.scalar(found) is None:
            raise FileNotFound
    return row


def _within(event_ids: Collection[UUID]) -> ColumnElement[bool]:
    """Files that no event has, or one of these."""
    attached = select(EventFileRow.id).where(
        EventFileRow.organization_id == FileRow.organization_id,
        EventFileRow.file_id == FileRow.id,
    )
    return or_(~attached.exists(), attached.where(EventFileRow.event_id.in_(event_ids)).exists())


def get_any_file(tx: Transaction, file_id: UUID) -> FileRow:
    """The same, and what visitors sent: for who has a link, or answers for it otherwise."""
    row = find_file(tx, file_id)
    if row is None:
        raise FileNotFound
    return row


def lock_file(tx: Transaction, file_id: UUID) -> FileRow | None:
    return tx.session.get(FileRow, (tx.organization_id, file_id), with_for_update=True)


def list_files(
    tx: Transaction, request: PageRequest, *, only: Collection[UUID] | None = None
) -> list[FileRow]:
    """The organization's own (`only`: as in `get_file`), newest first, one more than asked for."""
    found = select(FileRow).where(
        FileRow.organization_id == tx.organization_id, FileRow.is_entrusted.is_(False)
    )
    if only is not None:
        found = found.where(_within(only))
    if request.after is not None:
        found = found.where(FileRow.id < request.after[1])
    return list(tx.session.scalars(found.order_by(FileRow.id.desc()).limit(request.limit + 1)))


def find_files(tx: Transaction, file_ids: Sequence[UUID]) -> list[FileRow]:
    found = select(FileRow).where(
        FileRow.organization_id == tx.organization_id, FileRow.id.in_(file_ids)
    )
    return list(tx.session.scalars(found))


def list_variants(tx: Transaction, file_ids: Sequence[UUID]) -> list[VariantRow]:
    """By file, format and width."""
    found = (
        select(VariantRow)
        .where(VariantRow.organization_id == tx.organization_id, VariantRow.file_id.in_(file_ids))
        .order_by(VariantRow.file_id, VariantRow.media_type, VariantRow.width)
    )
    return list(tx.session.scalars(found))


def find_variant(tx: Transaction, file_id: UUID, *, digest: str) -> VariantRow | None:
    """The variant whose SHA-256 begins so."""
    found = select(VariantRow).where(
        VariantRow.organization_id == tx.organization_id,
        VariantRow.file_id == file_id,
        VariantRow.sha256.startswith(digest, autoescape=True),
    )
    return tx.session.scalars(found.limit(1)).first()


def used_bytes(tx: Transaction, *, apart_from: UUID | None = None) -> int:
    """What the organization's files take, and what uploads under way will, but for one."""
    values = {"organization_id": tx.organization_id, "apart_from": apart_from, "now": tx.now}
    return int(tx.query(USED_BYTES, values)[0][0])


def lock_used_bytes(tx: Transaction, *, apart_from: UUID | None = None) -> int:
    """As `used_bytes`; whoever else of this organization asks so waits for our commit."""
    tx.query(LOCK_USAGE, {"organization_id": str(tx.organization_id)})
    return used_bytes(tx, apart_from=apart_from)


def delete_file(tx: Transaction, file_id: UUID) -> None:
    """Remove the row; FileInUse while anything still refers to it."""
    try:
        tx.query(DELETE, {"organization_id": tx.organization_id, "id": file_id})
    except ForeignKeyViolation as held:
        raise FileInUse from held
