"""Tables of attendees: sent, their columns given a meaning, looked at, reported, deleted."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.security import permissions
from turnout.kernel.spreadsheet_files import long_sheet
from turnout.modules.attendee_imports import policies, queries
from turnout.modules.attendee_imports.errors import ImportEmptied, ImportRunning
from turnout.modules.attendee_imports.headings import UNMAPPABLE, guess_mapping
from turnout.modules.attendee_imports.tables import read_table
from turnout.modules.attendee_imports.types import (
    AttendeeImport,
    ImportMapping,
    ImportRow,
    ImportState,
)
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.order_notes import api as order_notes
from turnout.modules.security_events.api import record_export

KEPT: Final = timedelta(days=30)
"""So long the cells of a table are kept; a table may be sent again."""
REPORT_COLUMNS: Final = ("line", "result", "reason", "order_id")


def create_import(
    ctx: OrganizationContext, event_id: UUID, data: bytes, *, file_name: str
) -> AttendeeImport:
    """Take a table and guess what its columns mean; nobody comes in by that."""
    policies.require_can_import(ctx, event_id)
    table = read_table(data)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        mapping = guess_mapping(
            table.columns,
            form=form_of(tx, event_id),
            ticket_type_ids=[each.ticket_type_id for each in catalog.list_offers(tx, event_id)],
            locale=event.language,
        )
        import_id = queries.insert_import(
            tx,
            event_id,
            columns=table.columns,
            rows=table.rows,
            mapping=mapping,
            file_name=file_name,
            sha256=hashlib.sha256(data).hexdigest(),
            expires_at=tx.now + KEPT,
        )
        return queries.get_import(tx, event_id, import_id)


def list_imports(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest
) -> Page[AttendeeImport]:
    """The newest first."""
    policies.require_can_import(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_imports(tx, event_id, request)
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def get_import(ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> AttendeeImport:
    policies.require_can_import(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_import(tx, event_id, import_id)


def list_rows(
    ctx: OrganizationContext,
    event_id: UUID,
    import_id: UUID,
    request: PageRequest,
    *,
    states: Sequence[str] | None = None,
) -> Page[ImportRow]:
    """Rows in the order of the file, with what becomes of each."""
    policies.require_can_import(ctx, event_id)
    with transaction(ctx) as tx:
        queries.get_import(tx, event_id, import_id)
        found = queries.list_rows(tx, import_id, request, states=states)
    return page(found, request, key=lambda each: (each.line, each.id))


def set_mapping(
    ctx: OrganizationContext,
    event_id: UUID,
    import_id: UUID,
    mapping: ImportMapping,
    *,
    version: int | None = None,
) -> AttendeeImport:
    """Say what the columns mean; what was found of rows that did not come in yet is forgotten."""
    policies.require_can_import(ctx, event_id)
    policies.require_can_tag(ctx, event_id, mapping)
    with transaction(ctx) as tx:
        found = lock_open(tx, event_id, import_id, version=version)
        _require_sound(tx, found, mapping)
        queries.update_import(tx, found, state=ImportState.OPEN, mapping=mapping)
        queries.reset_rows(tx, import_id, email_column=mapping.email)
        return queries.get_import(tx, event_id, import_id)


def delete_import(ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> None:
    """Delete a table with its report; the orders that it made stay, and are known again."""
    policies.require_can_import(ctx, event_id)
    with transaction(ctx) as tx:
        _require_idle(queries.lock_import(tx, event_id, import_id))
        queries.delete_import(tx, import_id)


def export_report(ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> Iterator[bytes]:
    """Each row with what became of it, as CSV; that it left is recorded."""
    policies.require_can_import(ctx, event_id)
    with transaction(ctx) as tx:
        found = queries.get_import(tx, event_id, import_id)
        record_export(tx, "attendee-import", user_id=ctx.user_id)
    columns = (*REPORT_COLUMNS, *found.columns)
    return long_sheet(FileFormat.CSV, columns, _report(ctx, found))


def _report(ctx: OrganizationContext, found: AttendeeImport) -> Iterator[list[tuple[str, ...]]]:
    with transaction(ctx) as tx:
        for row in queries.every_row(tx, found.id):
            why = " ".join(reason.detail for reason in row.reasons)
            order = "" if row.order_id is None else str(row.order_id)
            yield [(str(row.line), row.state, why, order, *row.cells)]


def list_due(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """(organization, import) whose cells have been kept long enough."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=limit)


def empty_import(ctx: OrganizationContext, import_id: UUID) -> bool:
    """Delete the cells of a table that was kept long enough; what became of each row stays."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.empty_import(tx, import_id)


def lock_open(
    tx: Transaction, event_id: UUID, import_id: UUID, *, version: int | None
) -> AttendeeImport:
    """The import FOR UPDATE, while its table is there and nothing of it is under way."""
    found = queries.lock_import(tx, event_id, import_id)
    require_version(version, found.version)
    _require_idle(found)
    if found.emptied_at is not None:
        raise ImportEmptied
    return found


def _require_idle(found: AttendeeImport) -> None:
    if found.state == ImportState.RUNNING:
        raise ImportRunning


def form_of(tx: Transaction, event_id: UUID) -> forms.Form | None:
    version_id = forms.find_version_id(tx, event_id)
    return None if version_id is None else forms.get_form(tx, version_id)


def _require_sound(tx: Transaction, found: AttendeeImport, mapping: ImportMapping) -> None:
    """Invalid names what the mapping says of columns, ticket types, tags or questions wrongly."""
    width = len(found.columns)
    faults = [
        FieldError(pointer, "The table has no such column.", "no-column")
        for pointer, column in mapping.columns
        if column >= width
    ]
    if mapping.name is None and mapping.first_name is None and mapping.last_name is None:
        faults.append(FieldError("/name", "Say in which column the names are.", "missing"))
    if mapping.email is None:
        faults.append(FieldError("/email", "Say in which column the addresses are.", "missing"))
    offers = {each.ticket_type_id for each in catalog.list_offers(tx, found.event_id)}
    if mapping.ticket_type is None and mapping.ticket_type_id is None:
        says = "Choose a ticket type, or the column that names it."
        faults.append(FieldError("/ticket_type", says, "missing"))
    if mapping.ticket_type_id is not None and mapping.ticket_type_id not in offers:
        says = "The event has no such ticket type."
        faults.append(FieldError("/ticket_type_id", says, "unknown"))
    known = {each.id for each in order_notes.list_tags(tx)} if mapping.tag_ids else set()
    faults += [
        FieldError(f"/tag_ids/{index}", "The organization has no such tag.", "unknown")
        for index, tag_id in enumerate(mapping.tag_ids)
        if tag_id not in known
    ]
    faults += _wrong_questions(form_of(tx, found.event_id), mapping)
    if faults:
        raise Invalid(*faults)


def _wrong_questions(form: forms.Form | None, mapping: ImportMapping) -> list[FieldError]:
    asked = () if form is None else form.questions
    known = {each.key for each in asked if each.type not in UNMAPPABLE}
    faults, seen = [], set()
    for index, each in enumerate(mapping.answers):
        place = f"/answers/{index}/question_key"
        if each.question_key not in known:
            says = "The event's form asks nothing of this name that a cell could answer."
            faults.append(FieldError(place, says, "unknown"))
        elif each.question_key in seen:
            faults.append(FieldError(place, "Another column answers this already.", "twice"))
        seen.add(each.question_key)
    return faults
