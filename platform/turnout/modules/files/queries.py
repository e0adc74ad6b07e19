"""Statements about files, their variants, uploads, file jobs and the files of events."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy import Update, delete, select, update
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.engine import TenantRow
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.references import Reference, column_references, list_references
from turnout.kernel.db.tx import Transaction
from turnout.modules.files.errors import (
    AlreadyAttached,
    EventFileNotFound,
    EventNotFound,
    FileInUse,
    FileNotFound,
)
from turnout.modules.files.models import (
    Audience,
    EventFileRow,
    FileJobRow,
    FileKind,
    FileRow,
    UploadRow,
    VariantRow,
)
from turnout.modules.files.types import FileJob


def add_event_file(tx: Transaction, row: EventFileRow) -> None:
    """AlreadyAttached, or EventNotFound for an event that is not this organization's."""
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
    its_file = (FileRow.organization_id == EventFileRow.organization_id) & (
        FileRow.id == EventFileRow.file_id
    )
    found = (
        select(EventFileRow, FileRow)
        .join(FileRow, its_file)
        .where(
            EventFileRow.organization_id == tx.organization_id,
            EventFileRow.event_id == event_id,
            EventFileRow.audience.in_([each.value for each in audiences]),
        )
        .order_by(EventFileRow.position, EventFileRow.id)
    )
    return [(event_file, file) for event_file, file in tx.session.execute(found)]


def delete_event_file(tx: Transaction, row: EventFileRow) -> None:
    _delete(tx, EventFileRow, row.id)


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
DELETE_FILE = """
    DELETE FROM files WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def find_file(tx: Transaction, file_id: UUID) -> FileRow | None:
    return tx.session.get(FileRow, (tx.organization_id, file_id))


def get_file(tx: Transaction, file_id: UUID) -> FileRow:
    """One of the organization's own files; what visitors entrusted to it is as if not there."""
    row = get_any_file(tx, file_id)
    if row.is_entrusted:
        raise FileNotFound
    return row


def list_event_file_uses(tx: Transaction) -> list[Reference]:
    """Which events have which files."""
    return list_references(tx, column_references("event_files", "file_id", owner="t.event_id"))


def get_any_file(tx: Transaction, file_id: UUID) -> FileRow:
    """The same, and what visitors sent: for who has a link, or answers for it otherwise."""
    row = find_file(tx, file_id)
    if row is None:
        raise FileNotFound
    return row


def lock_file(tx: Transaction, file_id: UUID) -> FileRow | None:
    return tx.session.get(FileRow, (tx.organization_id, file_id), with_for_update=True)


def list_files(
    tx: Transaction, request: PageRequest, *, hidden: list[UUID], kind: FileKind | None, text: str
) -> list[FileRow]:
    """The organization's own, newest first, one more than asked for."""
    found = select(FileRow).where(
        FileRow.organization_id == tx.organization_id, FileRow.is_entrusted.is_(False)
    )
    if hidden:
        found = found.where(FileRow.id.not_in(hidden))
    if kind is not None:
        found = found.where(FileRow.kind == kind)
    if asked := text.strip():
        found = found.where(FileRow.name.icontains(asked, autoescape=True))
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
    [(used,)] = tx.query(USED_BYTES, tx.here(apart_from=apart_from))
    return int(used)


def lock_used_bytes(tx: Transaction, *, apart_from: UUID | None = None) -> int:
    """As `used_bytes`; whoever else of this organization asks so waits for our commit."""
    tx.query(LOCK_USAGE, {"organization_id": str(tx.organization_id)})
    return used_bytes(tx, apart_from=apart_from)


def delete_file(tx: Transaction, file_id: UUID) -> None:
    """Remove the row; FileInUse while anything still refers to it."""
    try:
        tx.query(DELETE_FILE, {"organization_id": tx.organization_id, "id": file_id})
    except ForeignKeyViolation as held:
        raise FileInUse from held


CLAIM_JOB = """
    UPDATE file_jobs SET attempts = attempts + 1, due_at = %(now)s + %(pause)s
     WHERE organization_id = %(organization_id)s AND id = %(id)s
       AND due_at <= %(now)s AND given_up_at IS NULL
    RETURNING id, kind, file_id, store, storage_key, attempts
"""
LIST_DUE_JOBS = """
    SELECT organization_id, id FROM file_jobs
     WHERE due_at <= %(now)s AND given_up_at IS NULL ORDER BY due_at LIMIT %(limit)s
"""
COUNT_DUE_JOBS = """
    SELECT count(*) FROM file_jobs WHERE due_at <= %(now)s AND given_up_at IS NULL
"""


def claim_job(tx: Transaction, job_id: UUID, *, pause: timedelta) -> FileJob | None:
    """Take a due job for as long as `pause`; None when another has it, or it is done."""
    where = {"organization_id": tx.organization_id, "id": job_id}
    return next(
        iter(tx.query(CLAIM_JOB, {**where, "now": tx.now, "pause": pause}, into=FileJob)), None
    )


def postpone_job(tx: Transaction, job_id: UUID, *, pause: timedelta, problem: str) -> None:
    tx.execute(_one_job(tx, job_id).values(due_at=tx.now + pause, problem=problem))


def give_up_job(tx: Transaction, job_id: UUID, *, problem: str) -> None:
    tx.execute(_one_job(tx, job_id).values(given_up_at=tx.now, problem=problem))


def delete_job(tx: Transaction, job_id: UUID) -> None:
    _delete(tx, FileJobRow, job_id)


def list_due_jobs(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, job) over all organizations, for the operator's sweep."""
    return tx.query(LIST_DUE_JOBS, {"now": tx.now, "limit": limit})


def count_due_jobs(tx: Transaction) -> int:
    [(count,)] = tx.query(COUNT_DUE_JOBS, {"now": tx.now})
    return int(count)


def _one_job(tx: Transaction, job_id: UUID) -> Update:
    return update(FileJobRow).where(
        FileJobRow.organization_id == tx.organization_id, FileJobRow.id == job_id
    )


CLAIM_UPLOAD = """
    UPDATE file_uploads SET state = 'checking', claimed_at = %(now)s
     WHERE organization_id = %(organization_id)s AND id = %(id)s AND expires_at > %(now)s
       AND (state = 'open' OR (state = 'checking'
            AND claimed_at < %(now)s - make_interval(secs => %(claim_seconds)s)))
    RETURNING id
"""
LIST_LAPSED_UPLOADS = """
    SELECT organization_id, id FROM file_uploads WHERE expires_at <= %(before)s
     ORDER BY expires_at LIMIT %(limit)s
"""


def find_upload(tx: Transaction, upload_id: UUID) -> UploadRow | None:
    return tx.session.get(UploadRow, (tx.organization_id, upload_id))


def lock_upload(tx: Transaction, upload_id: UUID) -> UploadRow | None:
    return tx.session.get(UploadRow, (tx.organization_id, upload_id), with_for_update=True)


def claim_upload(tx: Transaction, upload_id: UUID, *, claim_seconds: int) -> bool:
    """Take an open upload for checking; one taken long ago by somebody who died is free again."""
    values = {"organization_id": tx.organization_id, "id": upload_id, "now": tx.now}
    return bool(tx.query(CLAIM_UPLOAD, {**values, "claim_seconds": claim_seconds}))


def delete_upload(tx: Transaction, upload_id: UUID) -> None:
    _delete(tx, UploadRow, upload_id)


def list_lapsed_uploads(
    tx: Transaction, *, before: datetime, limit: int
) -> list[tuple[UUID, UUID]]:
    """(organization, upload) over all organizations, for the operator's sweep."""
    return tx.query(LIST_LAPSED_UPLOADS, {"before": before, "limit": limit})


def _delete(tx: Transaction, kind: type[TenantRow], row_id: UUID) -> None:
    tx.execute(delete(kind).where(kind.organization_id == tx.organization_id, kind.id == row_id))
