"""Images in several widths and formats: drawn by a worker, told to pages, served for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.files import policies, queries, rules, stores
from turnout.modules.files.errors import FileNotFound
from turnout.modules.files.facts import VariantsGenerated
from turnout.modules.files.images import CleanImage, Variant, generate_variant, variants_of
from turnout.modules.files.metrics import VARIANTS
from turnout.modules.files.models import (
    FileKind,
    FileRow,
    FileVisibility,
    JobKind,
    ScanState,
    VariantRow,
)
from turnout.modules.files.rules import ALLOWED
from turnout.modules.files.service.jobs import schedule_job
from turnout.modules.files.service.storage import has_room
from turnout.modules.files.types import (
    File,
    ImageSource,
    OpenFile,
    Picture,
)
from turnout.modules.organizations import api as organizations
from turnout_sdk.storage import StoredObject

DIGEST_LETTERS = 32
_KINDS = {kind.media_type: kind for kind in ALLOWED}
_FIRST = ("image/avif", "image/webp")
"""Browsers take the first source they know: the smallest stands first."""


def generate_variants(ctx: OrganizationContext, file_id: UUID) -> None:
    """Draw what is not drawn yet; each variant commits by itself, so a restart goes on there.

    Where the quota is full, the rest stays undrawn and pages show the file itself.
    """
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.find_file(tx, file_id)
        if row is None or row.kind != FileKind.IMAGE:
            return
        made = {(each.media_type, each.width) for each in queries.list_variants(tx, [file_id])}
    data = stores.named(row.store).read(row.storage_key, most=row.bytes)
    for variant in variants_of(row.width or 1):
        if (variant.kind.media_type, variant.width) in made:
            continue
        image = generate_variant(data, _KINDS[row.media_type], variant)
        outcome = _store_variant(ctx, file_id, variant, image)
        VARIANTS.add(outcome=outcome)
        if outcome != "stored":
            return
    with transaction(ctx) as tx:
        if queries.find_file(tx, file_id) is not None:
            tx.publish(VariantsGenerated(file_id=file_id))


def variant_keys(row: FileRow) -> list[str]:
    """Under which keys variants of an image lie, or would."""
    if row.kind != FileKind.IMAGE:
        return []
    return [_key(row.organization_id, row.id, each) for each in variants_of(row.width or 1)]


def picture(tx: Transaction, file_id: UUID) -> Picture | None:
    """A public image for a page, or None; see `pictures`."""
    return pictures(tx, [file_id]).get(file_id)


def pictures(tx: Transaction, file_ids: Sequence[UUID]) -> dict[UUID, Picture]:
    """The public images among these, in two statements. One not drawn yet has no sources."""
    rows = [
        row
        for row in queries.find_files(tx, file_ids)
        if row.kind == FileKind.IMAGE
        and row.visibility == FileVisibility.PUBLIC
        and rules.is_served(ScanState(row.scan))
    ]
    drawn = queries.list_variants(tx, [row.id for row in rows]) if rows else []
    by_file = {key: list(group) for key, group in groupby(drawn, key=lambda each: each.file_id)}
    return {row.id: _picture(row, by_file.get(row.id, [])) for row in rows}


def public_path(organization_id: UUID, file_id: UUID) -> str:
    """Where a public file is served, below the platform's own address."""
    return f"/api/v1/organizations/{organization_id}/files/{file_id}/public"


def open_variant(ctx: PublicContext, file_id: UUID, name: str) -> OpenFile:
    """A variant of a public image, by the beginning of its SHA-256 and its ending."""
    digest, _, extension = name.partition(".")
    if len(digest) != DIGEST_LETTERS or not digest.isalnum():
        raise FileNotFound
    with transaction(ctx) as tx:
        row = queries.get_file(tx, file_id)
        drawn = queries.find_variant(tx, file_id, digest=digest)
    if row.visibility != FileVisibility.PUBLIC or drawn is None:
        raise FileNotFound
    if _KINDS[drawn.media_type].extension != extension:
        raise FileNotFound
    return OpenFile(_as_file(row, drawn), stores.named(drawn.store).get(drawn.storage_key))


def _store_variant(
    ctx: OrganizationContext, file_id: UUID, variant: Variant, image: CleanImage
) -> str:
    """Store a variant and write its row: `stored`, or `no-room`, or `gone` with its file."""
    store, key = stores.for_new_files(), _key(ctx.organization_id, file_id, variant)
    stored = store.put(key, image.data, media_type=variant.kind.media_type)
    with transaction(ctx) as tx:
        outcome = "stored" if has_room(tx, stored.size_bytes) else "no-room"
        if queries.lock_file(tx, file_id) is None:
            outcome = "gone"
        if outcome == "stored":
            tx.add(_row(tx, file_id, image, stored=stored, store=store.name))
        else:
            schedule_job(tx, JobKind.REMOVE, store=store.name, storage_key=key)
    return outcome


def _row(
    tx: Transaction, file_id: UUID, image: CleanImage, *, stored: StoredObject, store: str
) -> VariantRow:
    return VariantRow(
        organization_id=tx.organization_id,
        id=new_id(),
        file_id=file_id,
        media_type=image.kind.media_type,
        width=image.width,
        height=image.height,
        bytes=stored.size_bytes,
        sha256=stored.sha256 or "",
        storage_key=stored.key,
        store=store,
        created_at=tx.now,
    )


def _key(organization_id: UUID, file_id: UUID, variant: Variant) -> str:
    return f"{organization_id}/{file_id}-{variant.name}"


def _picture(row: FileRow, drawn: list[VariantRow]) -> Picture:
    sources = (_source(row, drawn, media_type) for media_type in _FIRST)
    return Picture(
        width=row.width or 1,
        height=row.height or 1,
        src=public_path(row.organization_id, row.id),
        sources=tuple(each for each in sources if each.srcset),
        placeholder=row.placeholder,
    )


def _source(row: FileRow, drawn: list[VariantRow], media_type: str) -> ImageSource:
    base = f"/api/v1/organizations/{row.organization_id}/files/{row.id}/drawings"
    ending = _KINDS[media_type].extension
    return ImageSource(
        media_type=media_type,
        srcset=", ".join(
            f"{base}/{each.sha256[:DIGEST_LETTERS]}.{ending} {each.width}w"
            for each in drawn
            if each.media_type == media_type
        ),
    )


def _as_file(row: FileRow, drawn: VariantRow) -> File:
    stem, ending = row.name.rpartition(".")[0], _KINDS[drawn.media_type].extension
    return File(
        id=row.id,
        name=f"{stem}-{drawn.width}.{ending}",
        kind=FileKind.IMAGE,
        media_type=drawn.media_type,
        bytes=drawn.bytes,
        sha256=drawn.sha256,
        visibility=FileVisibility(row.visibility),
        scan=ScanState(row.scan),
        placeholder=row.placeholder,
        width=drawn.width,
        height=drawn.height,
        created_at=drawn.created_at,
    )


def find_public_image(tx: Transaction, file_id: UUID) -> File | None:
    """For pages that show one: a public image, or None."""
    row = queries.find_file(tx, file_id)
    if row is None or row.visibility != FileVisibility.PUBLIC or row.kind != FileKind.IMAGE:
        return None
    return File.of(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """What is shown; None after it was taken away. `version` is the organization's."""

    file_id: UUID | None
    width: int | None
    height: int | None
    version: int


def set_logo(ctx: OrganizationContext, file_id: UUID, *, version: int | None = None) -> Logo:
    """Show an image on all the organization's pages and in its mails; its variants follow.

    Invalid for a file that is no public image of the organization. PreconditionFailed when
    `version` is given and no longer the organization's.
    """
    policies.require_can_brand(ctx)
    with transaction(ctx) as tx:
        image = find_public_image(tx, file_id)
        if image is None:
            raise Invalid(FieldError("/file_id", "Choose a public image of the organization."))
        changed = organizations.set_logo(tx, file_id, version=version)
    return Logo(file_id=file_id, width=image.width, height=image.height, version=changed.version)


def remove_logo(ctx: OrganizationContext, *, version: int | None = None) -> Logo:
    """Go back to the organization's name; the file stays where it is."""
    policies.require_can_brand(ctx)
    with transaction(ctx) as tx:
        changed = organizations.set_logo(tx, None, version=version)
    return Logo(file_id=None, width=None, height=None, version=changed.version)
