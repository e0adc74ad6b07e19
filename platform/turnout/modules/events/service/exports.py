"""Events for other organizations: what may leave, and an event made of it elsewhere.

Row-level security lets no transaction see two organizations, so an event crosses as a value:
exported in one transaction, imported in another, its files copied in between.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction
from turnout.kernel.http import idempotency
from turnout.kernel.values import attributes_of
from turnout.modules.events.facts import EventCreated
from turnout.modules.events.hooks import EVENT_EXPORTED, EVENT_IMPORTED, EventCopy
from turnout.modules.events.models import EventRow
from turnout.modules.events.queries import events as queries
from turnout.modules.events.service import copies, event_reader
from turnout.modules.events.service.events import state_location, take_slug
from turnout.modules.events.types import CopiedPart, Event, EventExport, NewCopy
from turnout.modules.files import api as files

WITHHELD: Final[Mapping[str, Any]] = {
    "venue_id": None,
    "contact_email": None,
    "contact_name": "",
    "contact_phone": "",
    "custom": {},
}
"""Details that belong to the organization: its venues, whom to ask, its own fields."""
TIMES: Final = ("starts_local", "ends_local")
COVER: Final = "cover_file_id"
FILE_COLUMNS: Final = ("file_id", "cover_file_id", "photo_file_id", "logo_file_id")


def export_event(tx: Transaction, event_id: UUID) -> EventExport:
    """What another organization may have of an event; the caller has decided which one.

    The place is written out, since venues stay. EventNotFound for what is in the bin.
    """
    row = queries.get_event(tx, event_id)
    event = event_reader.to_event(tx, row)
    details = attributes_of(row, (*copies.DETAILS, *TIMES)) | dict(WITHHELD)
    details["location"] = state_location(event.location)
    rows: dict[str, list[JsonRow]] = {}
    for list_theirs in EVENT_EXPORTED:
        rows |= list_theirs(tx, event_id)
    return EventExport(
        event_id=row.id,
        title=row.title,
        details=details,
        rows=rows,
        files=tuple(copies.list_event_files(tx, event_id)),
    )


def as_document(export: EventExport) -> dict[str, Any]:
    """An exported event as JSON may say it."""
    details = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in export.details.items()
    }
    return {
        "event_id": str(export.event_id),
        "title": export.title,
        "details": details | {COVER: details[COVER] and str(details[COVER])},
        "rows": dict(export.rows),
        "files": [
            {
                "file_id": str(each.file_id),
                "audience": str(each.audience),
                "title": each.title,
                "position": each.position,
            }
            for each in export.files
        ],
    }


def of_document(said: Mapping[str, Any]) -> EventExport:
    """The same read again; KeyError, TypeError or ValueError for what is none."""
    details = dict(said["details"])
    for name in TIMES:
        details[name] = details[name] and datetime.fromisoformat(details[name])
    return EventExport(
        event_id=UUID(said["event_id"]),
        title=said["title"],
        details=details | {COVER: details[COVER] and UUID(details[COVER])},
        rows=said["rows"],
        files=tuple(
            files.NewEventFile(
                file_id=UUID(each["file_id"]),
                audience=files.Audience(each["audience"]),
                title=each["title"],
                position=each["position"],
            )
            for each in said["files"]
        ),
    )


def files_of(export: EventExport) -> list[UUID]:
    """The files that an exported event shows or hands out."""
    named = [export.details["cover_file_id"], *(each.file_id for each in export.files)]
    for rows in export.rows.values():
        named += [row[column] for row in rows for column in FILE_COLUMNS if row.get(column)]
    return list(dict.fromkeys(UUID(str(each)) for each in named if each is not None))


def import_event(
    tx: Transaction, export: EventExport, wanted: NewCopy, *, file_ids: Mapping[UUID, UUID]
) -> Event:
    """Make a draft (or a template) of another organization's event, which is this one's then.

    `file_ids` says which file here has the content of which there; what is not named is left out.
    The caller has asked who may create events.
    """
    idempotency.claim(tx)
    source = _as_row(export, file_ids)
    row = copies.copy_row(
        tx,
        source,
        title=(wanted.title or export.title).strip(),
        starts=copies.local_start(source, wanted.starts_at),
        is_template=wanted.as_template,
    )
    row.slug = take_slug(tx, row.id, slug=wanted.slug, title=row.title)
    _import_parts(tx, export, source, row, parts=wanted.parts, file_ids=file_ids)
    tx.publish(EventCreated(event_id=row.id))
    event = event_reader.to_event(tx, row)
    idempotency.complete(tx, event)
    return event


def _as_row(export: EventExport, file_ids: Mapping[UUID, UUID]) -> EventRow:
    """The exported details as a row that is never written."""
    cover = export.details["cover_file_id"]
    return EventRow(**{**export.details, "cover_file_id": cover and file_ids.get(cover)})


def _import_parts(
    tx: Transaction,
    export: EventExport,
    source: EventRow,
    row: EventRow,
    *,
    parts: frozenset[CopiedPart],
    file_ids: Mapping[UUID, UUID],
) -> None:
    by = None
    if row.starts_local is not None and source.starts_local is not None:
        by = row.starts_local - source.starts_local
    if CopiedPart.FILES in parts:
        files.attach_files(
            tx,
            row.id,
            [
                files.NewEventFile(
                    **attributes_of(each, ("audience", "title", "position")),
                    file_id=file_ids[each.file_id],
                )
                for each in export.files
                if each.file_id in file_ids
            ],
        )
    renamed = {str(old): str(new) for old, new in file_ids.items()}
    rows = {
        table: [_with_files(each, renamed) for each in found]
        for table, found in export.rows.items()
    }
    copy = EventCopy(
        source_id=export.event_id,
        copy_id=row.id,
        parts=parts,
        shifted_by=by,
        time_zone=row.time_zone,
        exported=rows,
    )
    for import_theirs in EVENT_IMPORTED:
        import_theirs(tx, copy)


def _with_files(row: JsonRow, renamed: Mapping[str, str]) -> JsonRow:
    return row | {name: renamed.get(row[name]) for name in FILE_COLUMNS if row.get(name)}
