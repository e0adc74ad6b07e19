"""Storage of files sent through the platform: type, sanitization, quota, content, row.

Before a content goes into the store, a row says under which key and how much room it will take;
the commit that makes the file ends that row. Whatever dies in between is found by the sweep.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.files import policies, queries, rules, stores
from turnout.modules.files.errors import (
    ArchiveUnsafe,
    FileTooLarge,
    ImageUnreadable,
    QuotaExceeded,
    TypeMismatch,
    TypeNotAllowed,
    UploadLapsed,
)
from turnout.modules.files.facts import FileStored
from turnout.modules.files.images import SanitizedFile, UnreadableImage, reencode
from turnout.modules.files.metrics import UPLOADS
from turnout.modules.files.models import (
    FileKind,
    FileRow,
    FileVisibility,
    JobKind,
    ScanState,
    UploadRow,
    UploadState,
)
from turnout.modules.files.rules import FileType, Treatment, UnsafeArchive, agrees, detect
from turnout.modules.files.service.jobs import schedule_job
from turnout.modules.files.types import File, Upload, UploadPlan, Usage
from turnout.modules.quotas import api as quotas


def sanitize(data: bytes, declared_type: str) -> SanitizedFile:
    """Refuse by size, type or damage, and write images anew."""
    if len(data) > rules.MAX_FILE_BYTES:
        raise FileTooLarge(limit_bytes=rules.MAX_FILE_BYTES)
    if not data:
        raise Invalid(FieldError("/file", "The file is empty."))
    kind = _typed(data)
    if not agrees(declared_type, kind):
        raise TypeMismatch(
            f"It was sent as {declared_type[:80]} and is {kind.media_type}.",
            detected=kind.media_type,
        )
    if kind.treatment is Treatment.AS_IS:
        return SanitizedFile(data=data, kind=kind)
    try:
        return reencode(data, kind)
    except UnreadableImage as broken:
        raise ImageUnreadable(str(broken)) from broken


def _typed(data: bytes) -> FileType:
    try:
        kind = detect(data)
    except UnsafeArchive as harm:
        raise ArchiveUnsafe(str(harm)) from harm
    if kind is None:
        raise TypeNotAllowed("Send an image, a PDF, an office document, a ZIP or plain text.")
    return kind


Claim: TypeAlias = Callable[[Transaction, UUID], None]
"""Ties a new file to what it was sent for, in the transaction that makes it; may refuse."""


def store(ctx: OrganizationContext, upload: Upload) -> File:
    """Take a file: find out what it is, make it harmless, store it, write its row.

    Refuses by size, type, damage and quota before anything is kept.
    """
    policies.require_can_write(ctx)
    return _take(ctx, upload)


def store_entrusted(ctx: TenantContext, upload: Upload, *, claim: Claim) -> File:
    """Take a visitor's file for something of another module, which has said that they may send it.

    It is checked and counted as any file, but is none of the organization's own: lists, links
    and changes of files do not reach it. What `claim` raises leaves no file behind.
    """
    return _take(ctx, replace(upload, visibility=FileVisibility.PRIVATE), claim)


def _take(ctx: TenantContext, upload: Upload, claim: Claim | None = None) -> File:
    try:
        content = sanitize(upload.data, upload.declared_type)
    except Exception:
        UPLOADS.add(way="through", outcome="refused")
        raise
    upload_id = _reserve(ctx, upload, len(content.data))
    try:
        file = _write(
            ctx, upload_id, content, name=upload.name, visibility=upload.visibility, claim=claim
        )
    except BaseException:
        _release(ctx, upload_id)
        raise
    UPLOADS.add(way="through", outcome="stored")
    return file


def store_upload(
    ctx: OrganizationContext,
    upload_id: UUID,
    content: SanitizedFile,
    *,
    name: str,
    visibility: FileVisibility,
) -> File:
    """Put a content under its final key and commit its row; the file has the upload's id."""
    policies.require_can_write(ctx)
    return _write(ctx, upload_id, content, name=name, visibility=visibility)


def _write(
    ctx: TenantContext,
    upload_id: UUID,
    content: SanitizedFile,
    *,
    name: str,
    visibility: FileVisibility,
    claim: Claim | None = None,
) -> File:
    store_, scan = stores.for_new_files(), _scan_of(ctx, content)
    key = final_key(ctx.organization_id, upload_id)
    stored = store_.put(key, content.data, media_type=content.kind.media_type)
    with transaction(ctx) as tx:
        require_room(tx, stored.size_bytes, apart_from=upload_id)
        row = FileRow(
            id=upload_id,
            name=rules.display_name(name, content.kind),
            kind=FileKind.IMAGE if content.width else FileKind.DOCUMENT,
            media_type=content.kind.media_type,
            bytes=stored.size_bytes,
            sha256=stored.sha256 or "",
            storage_key=key,
            store=store_.name,
            visibility=visibility,
            scan=scan,
            placeholder=content.placeholder,
            width=content.width,
            height=content.height,
            is_entrusted=claim is not None,
            created_at=tx.now,
            version=1,
        )
        tx.add(row)
        tx.flush()
        _settle(tx, row, claim)
    return File.of(row)


def _settle(tx: Transaction, row: FileRow, claim: Claim | None) -> None:
    _end_upload(tx, row.id)
    if row.kind == FileKind.IMAGE and not row.is_entrusted:
        schedule_job(tx, JobKind.VARIANTS, file_id=row.id)
    if row.scan == ScanState.PENDING:
        schedule_job(tx, JobKind.SCAN, file_id=row.id)
    if claim is not None:
        claim(tx, row.id)
    tx.publish(FileStored(file_id=row.id, media_type=row.media_type, bytes=row.bytes))


def usage(ctx: OrganizationContext) -> Usage:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return Usage(used_bytes=queries.used_bytes(tx), quota_bytes=quotas.storage_bytes(tx))


def has_room(tx: Transaction, size_bytes: int) -> bool:
    """Whether it fits; until the commit nobody else of this organization may ask."""
    quota = quotas.storage_bytes(tx)
    return rules.fits(queries.lock_used_bytes(tx), size_bytes, quota_bytes=quota)


def require_room(tx: Transaction, size_bytes: int, *, apart_from: UUID | None = None) -> None:
    """QuotaExceeded unless it fits, `apart_from` an upload whose room it takes over."""
    used = queries.lock_used_bytes(tx, apart_from=apart_from)
    quota = quotas.storage_bytes(tx)
    if not rules.fits(used, size_bytes, quota_bytes=quota):
        raise QuotaExceeded(used_bytes=used, quota_bytes=quota)


def final_key(organization_id: UUID, file_id: UUID) -> str:
    return f"{organization_id}/{file_id}"


def _reserve(ctx: TenantContext, upload: Upload, size_bytes: int) -> UUID:
    upload_id, store_ = new_id(), stores.for_new_files()
    plan = UploadPlan(name="", media_type="", bytes=size_bytes, visibility=upload.visibility)
    with transaction(replace(ctx, cause=None, idempotency=None)) as tx:
        key = final_key(tx.organization_id, upload_id)
        reserve(tx, plan, upload_id, store=store_.name, key=key, state=UploadState.STORING)
    return upload_id


def reserve(
    tx: Transaction, plan: UploadPlan, upload_id: UUID, *, store: str, key: str, state: UploadState
) -> UploadRow:
    """Write down an upload under way, which counts as used; QuotaExceeded unless it fits."""
    require_room(tx, plan.bytes)
    row = UploadRow(
        id=upload_id,
        state=state,
        **asdict(plan),
        store=store,
        storage_key=key,
        expires_at=tx.now + timedelta(seconds=rules.UPLOAD_SECONDS),
        created_at=tx.now,
    )
    tx.add(row)
    return row


def _release(ctx: TenantContext, upload_id: UUID) -> None:
    """Give the reserved room back at once, and have removed what may lie in the store.

    That a little later: a store that did not answer in time may still be writing.
    """
    with transaction(replace(ctx, cause=None, idempotency=None)) as tx:
        row = queries.lock_upload(tx, upload_id)
        if row is not None and row.state == UploadState.STORING:
            schedule_job(
                tx,
                JobKind.REMOVE,
                store=row.store,
                storage_key=row.storage_key,
                due_at=tx.now + timedelta(seconds=rules.REDIRECT_SECONDS),
            )
            queries.delete_upload(tx, upload_id)
    UPLOADS.add(way="through", outcome="failed")


def _end_upload(tx: Transaction, upload_id: UUID) -> None:
    row = queries.lock_upload(tx, upload_id)
    if row is None:
        raise UploadLapsed
    if row.state == UploadState.STORING:
        queries.delete_upload(tx, upload_id)
        return
    row.state, row.file_id = UploadState.DONE, upload_id


def _scan_of(ctx: TenantContext, content: SanitizedFile) -> ScanState:
    """What people send as it is gets looked through; images are ours, and so are invoices."""
    is_ours = content.width is not None or ctx.actor.is_platform
    has_scanner = bool(runtime.current().settings.scanner_url)
    return ScanState.PENDING if has_scanner and not is_ours else ScanState.NONE
