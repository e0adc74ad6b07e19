"""Uploads that a browser sends by itself: planned, sent, and only then checked and kept.

What is sent lies under a key of its own until it is completed. Completing reads it once into
memory; what was checked there is what is written under the final key, so nothing that arrives
later under the first one counts.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid, TurnoutError
from turnout.kernel.ids import new_id
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.files import policies, queries, rules, stores
from turnout.modules.files.errors import (
    FileNotFound,
    FileTooLarge,
    LinkLapsed,
    NothingUploaded,
    QuotaExceeded,
    StoreUnavailable,
    TypeMismatch,
    UploadBusy,
    UploadLapsed,
    UploadRefused,
)
from turnout.modules.files.images import SanitizedFile
from turnout.modules.files.metrics import UPLOADS
from turnout.modules.files.models import FileVisibility, JobKind, UploadRow, UploadState
from turnout.modules.files.service.files import require_signature
from turnout.modules.files.service.jobs import LIMIT, schedule_job
from turnout.modules.files.service.storage import (
    final_key,
    reserve,
    sanitize,
    store_upload,
)
from turnout.modules.files.types import File, PlannedUpload, UploadPlan

PURPOSE: Final = "files.upload"
_GRACE: Final = timedelta(seconds=rules.CLAIM_SECONDS)


def plan_upload(ctx: OrganizationContext, plan: UploadPlan) -> PlannedUpload:
    """Reserve room and say where to send; nothing is kept before `complete_upload`."""
    policies.require_can_write(ctx)
    store, upload_id = stores.for_new_files(), new_id()
    with transaction(ctx) as tx:
        key = f"{tx.organization_id}/incoming/{upload_id}"
        row = reserve(tx, plan, upload_id, store=store.name, key=key, state=UploadState.OPEN)
    if not store.takes_uploads:
        return _through_us(row)
    form = store.upload_form(
        row.storage_key,
        media_type=row.media_type,
        most=row.bytes,
        seconds=rules.UPLOAD_SECONDS,
    )
    sent = {"headers": dict(form.headers), "fields": dict(form.fields)}
    return from_attributes(PlannedUpload, form, id=row.id, expires_at=row.expires_at, **sent)


def receive_upload(
    ctx: PublicContext, upload_id: UUID, signature: str, *, media_type: str, data: bytes
) -> None:
    """Take what a planned upload sends to us, where the store takes nothing from browsers."""
    require_signature(PURPOSE, signature, ctx.organization_id.bytes + upload_id.bytes)
    with transaction(ctx) as tx:
        row = queries.find_upload(tx, upload_id)
    if row is None or row.state != UploadState.OPEN:
        raise FileNotFound
    if row.expires_at <= clock.now():
        raise LinkLapsed
    if len(data) > row.bytes:
        raise FileTooLarge(limit_bytes=row.bytes)
    if media_type != row.media_type:
        raise TypeMismatch("Send it with the Content-Type that was agreed.", agreed=row.media_type)
    if not data:
        raise Invalid(FieldError("/file", "The file is empty."))
    stores.named(row.store).put(row.storage_key, data, media_type=row.media_type)


def complete_upload(ctx: OrganizationContext, upload_id: UUID) -> File:
    """Check what arrived and keep it as a file, once; asked again, the same file comes back."""
    policies.require_can_write(ctx)
    finished = _claim(ctx, upload_id)
    if isinstance(finished, File):
        return finished
    row = finished
    try:
        content = _checked(row)
        file = store_upload(
            ctx, upload_id, content, name=row.name, visibility=FileVisibility(row.visibility)
        )
    except (NothingUploaded, StoreUnavailable, QuotaExceeded):
        _reopen(ctx, upload_id)
        raise
    except TurnoutError:
        _end(ctx, upload_id, UploadState.REFUSED)
        UPLOADS.add(way="direct", outcome="refused")
        raise
    _end(ctx, upload_id, UploadState.DONE)
    UPLOADS.add(way="direct", outcome="stored")
    return file


def _claim(ctx: OrganizationContext, upload_id: UUID) -> UploadRow | File:
    with transaction(ctx) as tx:
        is_ours = queries.claim_upload(tx, upload_id, claim_seconds=rules.CLAIM_SECONDS)
        row = queries.find_upload(tx, upload_id)
        if row is not None and row.file_id is not None:
            return File.of(queries.get_file(tx, row.file_id))
        now = tx.now
    if is_ours and row is not None:
        return row
    raise _why_not(row, now)


def _why_not(row: UploadRow | None, now: datetime) -> TurnoutError:
    if row is None or row.state == UploadState.STORING:
        return FileNotFound()
    if row.state == UploadState.REFUSED:
        return UploadRefused()
    return UploadLapsed() if row.expires_at <= now else UploadBusy()


def _checked(row: UploadRow) -> SanitizedFile:
    try:
        data = stores.named(row.store).read(row.storage_key, most=row.bytes)
    except FileNotFound as missing:
        raise NothingUploaded from missing
    if len(data) > row.bytes:
        raise FileTooLarge(limit_bytes=row.bytes)
    if row.sha256 and hashlib.sha256(data).hexdigest() != row.sha256:
        raise Invalid(FieldError("/sha256", "What arrived is not what was announced."))
    return sanitize(data, row.media_type)


def _reopen(ctx: OrganizationContext, upload_id: UUID) -> None:
    with transaction(ctx) as tx:
        row = queries.lock_upload(tx, upload_id)
        if row is not None and row.state == UploadState.CHECKING:
            row.state, row.claimed_at = UploadState.OPEN, None


def _end(ctx: OrganizationContext, upload_id: UUID, state: UploadState) -> None:
    """Have removed what was sent; again after its time, as an address may still be open then."""
    with transaction(ctx) as tx:
        row = queries.lock_upload(tx, upload_id)
        if row is None:
            return
        if row.state == UploadState.CHECKING:
            row.state = state
        schedule_job(tx, JobKind.REMOVE, store=row.store, storage_key=row.storage_key)


def _through_us(row: UploadRow) -> PlannedUpload:
    current = runtime.current()
    signature = current.keys.sign(
        PURPOSE, row.organization_id.bytes + row.id.bytes, expires_at=row.expires_at
    )
    address = f"/api/v1/organizations/{row.organization_id}/files/uploads/{row.id}/{signature}"
    url = current.settings.public_url.rstrip("/") + address
    headers = {"Content-Type": row.media_type}
    return PlannedUpload(
        id=row.id, method="PUT", url=url, headers=headers, expires_at=row.expires_at
    )


def list_lapsed(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List lapsed uploads as (organization, upload); a late completion has its time first."""
    with transaction(ctx) as tx:
        before = tx.now - _GRACE
        return queries.list_lapsed_uploads(tx, before=before, limit=LIMIT)


def expire_upload(ctx: OrganizationContext, upload_id: UUID) -> None:
    """Delete an upload that lapsed, and what was sent of it from the store."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.lock_upload(tx, upload_id)
        if row is None or row.expires_at > tx.now - _GRACE:
            return
        schedule_job(tx, JobKind.REMOVE, store=row.store, storage_key=row.storage_key)
        if row.state not in (UploadState.DONE, UploadState.REFUSED):
            key = final_key(tx.organization_id, row.id)
            schedule_job(tx, JobKind.REMOVE, store=row.store, storage_key=key)
            UPLOADS.add(way="direct", outcome="lapsed")
        queries.delete_upload(tx, upload_id)
