"""Use cases of files. Contents are written before, and removed after, their row commits."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.crypto import Lapsed, NotGenuine
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.pagination import Page, PageRequest, page
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.files import policies, queries, rules
from turnout.modules.files.content import FileType, Treatment, agrees, detect
from turnout.modules.files.errors import (
    FileMissing,
    FileTooLarge,
    ImageUnreadable,
    LinkLapsed,
    QuotaExceeded,
    TypeMismatch,
    TypeNotAllowed,
)
from turnout.modules.files.facts import FileDeleted, FileStored
from turnout.modules.files.images import UnreadableImage, reencode
from turnout.modules.files.local_store import LocalStore
from turnout.modules.files.models import FileRow, Kind, Visibility
from turnout_sdk.errors import Declined

PURPOSE = "files.download"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What a sender offers; name and declared type are claims."""

    name: str
    data: bytes
    declared_type: str = ""
    visibility: Visibility = Visibility.PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    id: UUID
    name: str
    kind: Kind
    media_type: str
    bytes: int
    sha256: str
    visibility: Visibility
    width: int | None
    height: int | None
    created_at: datetime

    @classmethod
    def of(cls, row: FileRow) -> "File":
        return cls(
            id=row.id,
            name=row.name,
            kind=Kind(row.kind),
            media_type=row.media_type,
            bytes=row.bytes,
            sha256=row.sha256,
            visibility=Visibility(row.visibility),
            width=row.width,
            height=row.height,
            created_at=row.created_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLink:
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file and its content in pieces; read it to the end or close the iterator."""

    file: File
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Harmless:
    """What will be stored: of an image the newly written form."""

    data: bytes
    kind: FileType
    width: int | None = None
    height: int | None = None


def store(ctx: OrganizationContext, upload: Upload) -> File:
    """Take a file: find out what it is, make it harmless, store it, write its row.

    Refuses by size, type, damage and quota before anything is kept. The content is in the
    store before the row commits and is removed again when it does not.
    """
    policies.require_can_write(ctx)
    content = _harmless(upload)
    file_id = new_id()
    key = f"{ctx.organization_id}/{file_id}"
    stored = _store().put(key, io.BytesIO(content.data), media_type=content.kind.media_type)
    try:
        with transaction(ctx) as tx:
            _require_room(tx, stored.size_bytes)
            row = FileRow(
                id=file_id,
                name=rules.display_name(upload.name, content.kind),
                kind=Kind.IMAGE if content.width else Kind.DOCUMENT,
                media_type=content.kind.media_type,
                bytes=stored.size_bytes,
                sha256=stored.sha256 or "",
                storage_key=key,
                visibility=upload.visibility,
                width=content.width,
                height=content.height,
                created_at=tx.now,
                version=1,
            )
            tx.add(row)
            fact = FileStored(file_id=file_id, media_type=row.media_type, bytes=row.bytes)
            tx.record(fact)
    except BaseException:
        _store().delete(key)
        raise
    return File.of(row)


def get_file(ctx: OrganizationContext, file_id: UUID) -> File:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return File.of(queries.get_file(tx, file_id))


def list_files(ctx: OrganizationContext, request: PageRequest) -> Page[File]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_files(tx, request)
    return page(rows, request, key=lambda row: ("", row.id)).map(File.of)


def show_file(ctx: OrganizationContext, file_id: UUID, visibility: Visibility) -> File:
    """Make a file public, or private again; copies in caches live on for a day."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id)
        row.visibility = visibility
        row.version += 1
    return File.of(row)


def delete_file(ctx: OrganizationContext, file_id: UUID) -> None:
    """Remove a file that nothing shows; its content goes once the row is gone."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        key = queries.get_file(tx, file_id).storage_key
        queries.delete_file(tx, file_id)
        tx.record(FileDeleted(file_id=file_id))
        tx.after_commit.append(lambda: _store().delete(key))


def signed_url(
    ctx: OrganizationContext, file_id: UUID, *, expires_in_seconds: int = 600
) -> SignedLink:
    """An address that gives this file to whoever has it, until it lapses."""
    policies.require_can_read(ctx)
    if not rules.SHORTEST_LINK_SECONDS <= expires_in_seconds <= rules.LONGEST_LINK_SECONDS:
        says = f"Choose {rules.SHORTEST_LINK_SECONDS} to {rules.LONGEST_LINK_SECONDS} seconds."
        raise Invalid(FieldError("/expires_in_seconds", says))
    with transaction(ctx) as tx:
        queries.get_file(tx, file_id)
    expires_at = clock.now() + timedelta(seconds=expires_in_seconds)
    signature = runtime.current().keys.sign(
        PURPOSE, _claim(ctx.organization_id, file_id), expires_at=expires_at
    )
    address = f"/api/v1/organizations/{ctx.organization_id}/files/{file_id}/content/{signature}"
    return SignedLink(
        url=runtime.current().settings.public_url.rstrip("/") + address, expires_at=expires_at
    )


def open_file(ctx: OrganizationContext, file_id: UUID) -> OpenFile:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id)
    return _open(row)


def open_signed(ctx: PublicContext, file_id: UUID, signature: str) -> OpenFile:
    """For whoever holds a link: the signature names organization and file, so it opens no other."""
    try:
        claim = runtime.current().keys.unsign(PURPOSE, signature, now=clock.now())
    except Lapsed as lapsed:
        raise LinkLapsed from lapsed
    except NotGenuine as forged:
        raise FileMissing from forged
    if claim != _claim(ctx.organization_id, file_id):
        raise FileMissing
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id)
    return _open(row)


def open_public(ctx: PublicContext, file_id: UUID) -> OpenFile:
    """For anyone; a private file is as if it were not there."""
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id)
    if row.visibility != Visibility.PUBLIC:
        raise FileMissing
    return _open(row)


def find_public_image(tx: Transaction, file_id: UUID) -> File | None:
    """For pages that show one: a public image, or None."""
    row = queries.find_file(tx, file_id)
    if row is None or row.visibility != Visibility.PUBLIC or row.kind != Kind.IMAGE:
        return None
    return File.of(row)


def public_path(organization_id: UUID, file_id: UUID) -> str:
    """Where a public file is served, below the platform's own address."""
    return f"/api/v1/organizations/{organization_id}/files/{file_id}/public"


def _harmless(upload: Upload) -> _Harmless:
    if len(upload.data) > rules.MAX_FILE_BYTES:
        raise FileTooLarge(limit_bytes=rules.MAX_FILE_BYTES)
    if not upload.data:
        raise Invalid(FieldError("/file", "The file is empty."))
    kind = detect(upload.data)
    if kind is None:
        raise TypeNotAllowed("Send an image, a PDF, an office document, a ZIP or plain text.")
    if not agrees(upload.declared_type, kind):
        raise TypeMismatch(
            f"It was sent as {upload.declared_type[:80]} and is {kind.media_type}.",
            detected=kind.media_type,
        )
    if kind.treatment is Treatment.AS_IS:
        return _Harmless(data=upload.data, kind=kind)
    try:
        image = reencode(upload.data, kind)
    except UnreadableImage as broken:
        raise ImageUnreadable(str(broken)) from broken
    return _Harmless(data=image.data, kind=image.kind, width=image.width, height=image.height)


def _require_room(tx: Transaction, size_bytes: int) -> None:
    used = queries.lock_used_bytes(tx)
    if not rules.fits(used, size_bytes):
        raise QuotaExceeded(used_bytes=used, quota_bytes=rules.QUOTA_BYTES)


def _open(row: FileRow) -> OpenFile:
    try:
        return OpenFile(File.of(row), _store().get(row.storage_key))
    except Declined as missing:
        raise FileMissing from missing


def _claim(organization_id: UUID, file_id: UUID) -> bytes:
    return organization_id.bytes + file_id.bytes


def _store() -> LocalStore:
    return LocalStore(runtime.current().settings.files_dir)
