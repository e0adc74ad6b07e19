"""Files: looked up, shared by links, opened and deleted; and those that events have.

A file of an event is for everybody, for ticket holders or for staff. Who holds a ticket is decided
above this module: whoever decided it asks `list_event_files` with the audience that was proved,
and gets links that lapse.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.references import owners_by_id
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.crypto import Lapsed, NotGenuine
from turnout.kernel.values import attributes_of
from turnout.modules.files import policies, queries, rules, stores
from turnout.modules.files.errors import (
    BeingScanned,
    EventNotFound,
    FileInfected,
    FileNotFound,
    LinkLapsed,
    UsedElsewhere,
)
from turnout.modules.files.facts import EventFilesChanged, FileDeleted
from turnout.modules.files.hooks import EVENT_EXISTS, FILE_USES
from turnout.modules.files.models import (
    Audience,
    EventFileRow,
    FileKind,
    FileRow,
    FileVisibility,
    JobKind,
    ScanState,
)
from turnout.modules.files.service.jobs import schedule_job
from turnout.modules.files.service.pictures import variant_keys
from turnout.modules.files.types import (
    EventFile,
    File,
    NewEventFile,
    OpenFile,
    SharedFile,
    SignedLink,
    StoreRedirect,
)
from turnout.modules.organizations import api as organizations

PURPOSE = "files.download"
LINK_SECONDS: Final = 3_600
_OPENS: Final = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.HOLDERS: (Audience.PUBLIC, Audience.HOLDERS),
    Audience.STAFF: tuple(Audience),
}
"""What somebody of an audience gets to see."""


def get_file(ctx: OrganizationContext, file_id: UUID) -> File:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return File.of(_get_visible(tx, file_id))


def list_files(
    ctx: OrganizationContext, request: PageRequest, *, kind: FileKind | None = None, text: str = ""
) -> Page[File]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_files(tx, request, hidden=_list_hidden(tx), kind=kind, text=text)
    return page(rows, request, key=lambda row: ("", row.id)).map(File.of)


def set_visibility(ctx: OrganizationContext, file_id: UUID, visibility: FileVisibility) -> File:
    """Make a file public, or private again; copies in caches live on.

    UsedElsewhere for a member of some events, where others or the organization use it too.
    """
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        row = _get_changeable(tx, file_id)
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
        _get_visible(tx, file_id)
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
            row = _get_visible(tx, file_id)
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
    return [SharedFile(file=File.of(row), link=_link_of(row, seconds=seconds)) for row in rows]


def _link_of(row: FileRow, *, seconds: int) -> SignedLink | None:
    """None while a scanner still has it, and if it is bad."""
    if not rules.is_served(ScanState(row.scan)):
        return None
    return sign_link(row.organization_id, row.id, seconds=seconds)


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
        _remove(tx, _get_changeable(tx, file_id))


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


def attach(ctx: OrganizationContext, event_id: UUID, new: NewEventFile) -> EventFile:
    """Give an event a file of the organization; while it has it, the file cannot be deleted."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        _require_event(tx, event_id)
        file = _get_visible(tx, new.file_id)
        row = _row(tx, event_id, new)
        queries.add_event_file(tx, row)
        tx.publish(EventFilesChanged(event_id=event_id))
        return EventFile.of(row, File.of(file))


def update_event_file(
    ctx: OrganizationContext,
    event_id: UUID,
    event_file_id: UUID,
    *,
    change: Mapping[str, Any],
    version: int | None,
) -> EventFile:
    """Change audience, title or position."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.get_event_file(tx, event_id, event_file_id)
        require_version(version, row.version)
        for name, value in change.items():
            setattr(row, name, value)
        row.version += 1
        tx.publish(EventFilesChanged(event_id=event_id))
        return EventFile.of(row, File.of(queries.get_file(tx, row.file_id)))


def detach(ctx: OrganizationContext, event_id: UUID, event_file_id: UUID) -> None:
    """Take a file from an event; the file itself stays."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        queries.delete_event_file(tx, queries.get_event_file(tx, event_id, event_file_id))
        tx.publish(EventFilesChanged(event_id=event_id))


def list_for_staff(ctx: OrganizationContext, event_id: UUID) -> list[EventFile]:
    """Every file of an event, in order."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        _require_event(tx, event_id)
        return list_event_files(tx, event_id, claim=Audience.STAFF)


def list_event_files(
    tx: Transaction, event_id: UUID, *, claim: Audience, seconds: int = LINK_SECONDS
) -> list[EventFile]:
    """What an audience gets of an event, with links; the caller has proved the claim."""
    return [
        EventFile.of(row, File.of(file), _link_of(file, seconds=seconds))
        for row, file in queries.list_event_files(tx, event_id, audiences=_OPENS[claim])
    ]


def attach_files(tx: Transaction, event_id: UUID, new: Iterable[NewEventFile]) -> None:
    """Attach to a new event what another one has, in the same order and for the same people."""
    for each in new:
        tx.add(_row(tx, event_id, each))


def _row(tx: Transaction, event_id: UUID, like: NewEventFile) -> EventFileRow:
    same = attributes_of(like, ("file_id", "audience", "title", "position"))
    return EventFileRow(event_id=event_id, **same, created_at=tx.now, version=1)


def _require_event(tx: Transaction, event_id: UUID) -> None:
    if not any(exists(tx, event_id) for exists in EVENT_EXISTS):
        raise EventNotFound


def _get_visible(tx: Transaction, file_id: UUID) -> FileRow:
    """A file that this member may see: of some events, not what only others use."""
    row = queries.get_file(tx, file_id)
    if file_id in _list_hidden(tx):
        raise FileNotFound
    return row


def _get_changeable(tx: Transaction, file_id: UUID) -> FileRow:
    """The same; UsedElsewhere where other events or the organization use it too."""
    row, event_ids = _get_visible(tx, file_id), _events_of(tx)
    if event_ids is not None and _list_uses(tx)[file_id] - event_ids:
        raise UsedElsewhere
    return row


def _list_hidden(tx: Transaction) -> list[UUID]:
    if (event_ids := _events_of(tx)) is None:
        return []
    seen = {*event_ids, None}
    return [file_id for file_id, used_by in _list_uses(tx).items() if not used_by & seen]


def _events_of(tx: Transaction) -> frozenset[UUID] | None:
    return tx.ctx.event_ids if isinstance(tx.ctx, OrganizationContext) else None


def _list_uses(tx: Transaction) -> Mapping[UUID, set[UUID | None]]:
    """The events that use each file; None among them: the organization does."""
    found = (queries.list_event_file_uses(tx), organizations.list_file_uses(tx))
    return owners_by_id(chain(*found, *(list_uses(tx) for list_uses in FILE_USES)))
