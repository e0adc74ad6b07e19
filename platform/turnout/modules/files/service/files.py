"""Files: looked up, shared by links, opened and deleted."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security.crypto import Lapsed, NotGenuine
from turnout.modules.files import policies, queries, rules, stores
from turnout.modules.files.errors import BeingScanned, FileInfected, FileNotFound, LinkLapsed
from turnout.modules.files.facts import FileDeleted
from turnout.modules.files.models import FileKind, FileRow, FileVisibility, JobKind, ScanState
from turnout.modules.files.service.jobs import schedule_job
from turnout.modules.files.service.pictures import variant_keys
from turnout.modules.files.types import File, OpenFile, SharedFile, SignedLink, StoreRedirect

PURPOSE = "files.download"


def get_file(ctx: OrganizationContext, file_id: UUID) -> File:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return File.of(queries.get_file(tx, file_id, only=ctx.event_ids))


def list_files(ctx: OrganizationContext, request: PageRequest) -> Page[File]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_files(tx, request, only=ctx.event_ids)
    return page(rows, request, key=lambda row: ("", row.id)).map(File.of)


def set_visibility(ctx: OrganizationContext, file_id: UUID, visibility: FileVisibility) -> File:
    """Make a file public, or private again; copies in caches live on."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id, only=ctx.event_ids)
        row.visibility = visibility
        row.version += 1
    return File.of(row)


def signed_url(
    ctx: OrganizationContext, file_id: UUID, *, expires_in_seconds: int = 600
) -> SignedLink:
    """An address that gives this file to whoever has it, until it lapses."""
    policies.require_can_read(ctx)
    if not rules.SHORTEST_LINK_SECONDS <= expires_in_seconds <= rules.LONGEST_LINK_SECONDS:
        says = f"Choose {rules.SHORTEST_LINK_SECONDS} to {rules.LONGEST_LINK_SECONDS} seconds."
        raise Invalid(FieldError("/expires_in_seconds", says))
    with transaction(ctx) as tx:
        queries.get_file(tx, file_id, only=ctx.event_ids)
    return sign_link(ctx.organization_id, file_id, seconds=expires_in_seconds)


def sign_link(organization_id: UUID, file_id: UUID, *, seconds: int) -> SignedLink:
    """For callers that have decided already who gets this file; signing asks nobody."""
    expires_at = clock.now() + timedelta(seconds=seconds)
    signature = runtime.current().keys.sign(
        PURPOSE, _claim(organization_id, file_id), expires_at=expires_at
    )
    address = f"/api/v1/organizations/{organization_id}/files/{file_id}/content/{signature}"
    return SignedLink(
        url=runtime.current().settings.public_url.rstrip("/") + address, expires_at=expires_at
    )


def require_signature(purpose: str, signature: str, claim: bytes) -> None:
    """LinkLapsed for a signature whose time is over, FileNotFound unless it signs this claim."""
    try:
        signed = runtime.current().keys.unsign(purpose, signature, now=clock.now())
    except Lapsed as lapsed:
        raise LinkLapsed from lapsed
    except NotGenuine as forged:
        raise FileNotFound from forged
    if signed != claim:
        raise FileNotFound


def open_file(ctx: OrganizationContext, file_id: UUID) -> OpenFile:
    """A file's content; a module that had it kept aside asks as the platform."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        if ctx.actor.is_platform:
            row = queries.get_any_file(tx, file_id)
        else:
            row = queries.get_file(tx, file_id, only=ctx.event_ids)
    return _open(row)


def open_signed(ctx: PublicContext, file_id: UUID, signature: str) -> OpenFile | StoreRedirect:
    """For whoever holds a link: the signature names organization and file, so it opens no other.

    Documents come from the store itself where browsers reach it. Images do not: only we say
    of them that they are to be shown.
    """
    require_signature(PURPOSE, signature, _claim(ctx.organization_id, file_id))
    with transaction(ctx) as tx:
        row = queries.get_any_file(tx, file_id)
    store = stores.named(row.store)
    if row.kind == FileKind.IMAGE or not store.gives_downloads:
        return _open(row)
    _require_served(row)
    seconds = rules.REDIRECT_SECONDS
    return StoreRedirect(store.download_link(row.storage_key, filename=row.name, seconds=seconds))


def open_public(ctx: PublicContext, file_id: UUID) -> OpenFile:
    """For anyone; a private file is as if it were not there."""
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id)
    if row.visibility != FileVisibility.PUBLIC:
        raise FileNotFound
    return _open(row)


def share_files(
    tx: Transaction, file_ids: Sequence[UUID], *, seconds: int = 600
) -> list[SharedFile]:
    """Files with links that lapse, oldest first, for callers that decided who gets them."""
    rows = sorted(queries.find_files(tx, file_ids), key=lambda row: (row.created_at, row.id))
    return [
        SharedFile(
            file=File.of(row),
            link=sign_link(tx.organization_id, row.id, seconds=seconds)
            if rules.is_served(ScanState(row.scan))
            else None,
        )
        for row in rows
    ]


def _open(row: FileRow) -> OpenFile:
    _require_served(row)
    return OpenFile(File.of(row), stores.named(row.store).get(row.storage_key))


def _require_served(row: FileRow) -> None:
    if rules.is_served(ScanState(row.scan)):
        return
    raise FileInfected if row.scan == ScanState.INFECTED else BeingScanned


def _claim(organization_id: UUID, file_id: UUID) -> bytes:
    return organization_id.bytes + file_id.bytes


def delete_file(ctx: OrganizationContext, file_id: UUID) -> None:
    """Remove the row at once; its content and variants are removed by a worker after that."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        _remove(tx, queries.get_file(tx, file_id, only=ctx.event_ids))


def discard(tx: Transaction, file_id: UUID) -> None:
    """The same for the module that took a file from a visitor and has let go of it."""
    _remove(tx, queries.get_any_file(tx, file_id))


def _remove(tx: Transaction, row: FileRow) -> None:
    drawn = {each.storage_key: each.store for each in queries.list_variants(tx, [row.id])}
    keys = dict.fromkeys(variant_keys(row), row.store) | drawn | {row.storage_key: row.store}
    queries.delete_file(tx, row.id)
    for key, store in keys.items():
        schedule_job(tx, JobKind.REMOVE, store=store, storage_key=key)
    tx.publish(FileDeleted(file_id=row.id))
