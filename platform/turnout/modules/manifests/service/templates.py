"""Templates and events of a manifest: each written whole into a file, and made of it again."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, every_page
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, NotFound
from turnout.kernel.security import permissions
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.manifest_reader import fault_of_file, named_by_content
from turnout.manifest_files.types import Template
from turnout.modules.events import api as events
from turnout.modules.files import api as files

FORMAT: Final = 1
Contents = dict[str, bytes]
"""Name below the manifest's folder → what stands there."""


def export_template(ctx: OrganizationContext, slug: str) -> tuple[Template, Contents] | None:
    """A template as the name of its file, and every file that it takes; None where none is."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        there = events.find_event_by_slug(tx, slug)
        if there is None or not there.is_template:
            return None
    return _export(ctx, there.id, slug)


def export_events(ctx: OrganizationContext) -> Iterator[tuple[Template, Contents]]:
    """Every event that is no template, the newest first, in the form of a template's export."""
    permissions.require_platform(ctx)

    def read(request: PageRequest) -> Page[events.Event]:
        with transaction(ctx) as tx:
            return events.list_events(tx, request)

    for found in every_page(read):
        for each in found:
            yield _export(ctx, each.id, each.slug)


def _export(ctx: OrganizationContext, event_id: UUID, slug: str) -> tuple[Template, Contents]:
    with transaction(ctx) as tx:
        export = events.export_event(tx, event_id)
        is_template = events.get_event(tx, event_id).is_template
    held: Contents = {}
    named: dict[str, Any] = {}
    for file_id in events.files_of(export):
        found = contents_of_file(ctx, file_id)
        if found is not None:
            file, data = found
            name = f"files/{named_by_content(data)}"
            held[name] = data
            named[str(file_id)] = {
                "file": name,
                "name": file.name,
                "type": file.media_type,
                "visibility": str(file.visibility),
            }
    said = {"format": FORMAT, "event": events.as_document(export), "files": named}
    text = json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False).encode()
    folder = "templates" if is_template else "events"
    name = f"{folder}/{named_by_content(text)}.json"
    return Template(slug=slug, contents=name), {**held, name: text}


def contents_of_file(ctx: OrganizationContext, file_id: UUID) -> tuple[files.File, bytes] | None:
    """A stored file with its content; None for one that is gone or may not be served."""
    permissions.require_platform(ctx)
    try:
        found = files.open_file(ctx, file_id)
    except NotFound:
        return None
    return found.file, b"".join(found.pieces)


def make_template(ctx: OrganizationContext, wanted: Template, folder: Path, *, place: str) -> None:
    """Make the template with all that its file says; files are stored first, as uploads."""
    permissions.require_platform(ctx)
    _make(ctx, wanted, folder, place=place, as_template=True)


def make_event(ctx: OrganizationContext, wanted: Template, folder: Path, *, place: str) -> None:
    """The same for an event: a draft, at the time that it had."""
    permissions.require_platform(ctx)
    _make(ctx, wanted, folder, place=place, as_template=False)


def _make(
    ctx: OrganizationContext, wanted: Template, folder: Path, *, place: str, as_template: bool
) -> None:
    said = _read(folder / wanted.contents, place)
    stored: dict[UUID, UUID] = {}
    try:
        for file_id, each in said["files"].items():
            stored[UUID(file_id)] = _store(ctx, folder, each, place)
        export = events.of_document(said["event"])
        new = events.NewCopy(slug=wanted.slug, as_template=as_template)
        with transaction(ctx) as tx:
            events.import_event(tx, export, new, file_ids=stored)
    except BaseException as refusal:
        with transaction(ctx) as tx:
            for file_id in stored.values():
                files.discard(tx, file_id)
        if isinstance(refusal, (KeyError, TypeError, ValueError, AttributeError)):
            raise BadManifest(
                FieldError(f"{place}/contents", "This is no exported event.")
            ) from refusal
        raise


def _read(path: Path, place: str) -> Mapping[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadManifest(FieldError(f"{place}/contents", "This is not readable.")) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise BadManifest(FieldError(f"{place}/contents", "This is no exported event."))
    return said


def _store(ctx: OrganizationContext, folder: Path, said: Mapping[str, str], place: str) -> UUID:
    """Store a file that stands beside the manifest, and nowhere else."""
    path = (folder / said["file"]).resolve()
    wrong = [] if path.is_relative_to(folder.resolve()) else ["It leads out of the folder."]
    for says in wrong or fault_of_file(path):
        raise BadManifest(FieldError(f"{place}/{said['file']}", says))
    upload = files.Upload(
        name=said["name"],
        data=path.read_bytes(),
        declared_type=said["type"],
        visibility=files.FileVisibility(said["visibility"]),
    )
    return files.store(ctx, upload).id
