"""HTTP of attendee imports: a table is sent, its columns named, looked through, brought in."""

from typing import Any, TypeAlias
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import file_answer, file_document, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.attendee_imports import policies
from turnout.modules.attendee_imports.errors import TableTooLarge, WrongTableType
from turnout.modules.attendee_imports.schemas import (
    ImportMappingSchema,
    RowArguments,
    TableArguments,
)
from turnout.modules.attendee_imports.service import checks, imports, runs
from turnout.modules.attendee_imports.tables import MOST_BYTES
from turnout.modules.attendee_imports.types import AttendeeImport, ImportMapping, ImportRow

blueprint = StrictBlueprint(
    "attendee-imports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
    "/attendee-imports",
    description="Attendees of an event from tables: each row once, as orders for nothing",
)
CSV = "text/csv"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = (CSV, WORKBOOK)
FILE = {"schema": {"type": "string", "format": "binary"}}
BODY = {
    "requestBody": {
        "required": True,
        "description": "A table whose first line names the columns: CSV, or the first sheet of"
        " an XLSX workbook; at most 10 MB and 20,000 rows.",
        "content": dict.fromkeys(TYPES, FILE),
    }
}
Tagged: TypeAlias = tuple[AttendeeImport, int, dict[str, str]]


@blueprint.route("")
class AttendeeImports(MethodView):
    @requires(policies.IMPORT)
    @blueprint.doc(operationId="listAttendeeImports")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(AttendeeImport))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[AttendeeImport]:
        """List tables that were sent, the newest first."""
        return imports.list_imports(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.IMPORT)
    @blueprint.doc(operationId="createAttendeeImport", **BODY)
    @blueprint.arguments(TableArguments, location="query")
    @blueprint.response(201, response(AttendeeImport))
    def post(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Tagged:
        """Send a table; the answer guesses what its columns mean. Nobody comes in by that."""
        return with_etag(imports.create_import(ctx, event_id, _table(), **asked), 201)


@blueprint.route("/<uuid:attendee_import_id>")
class OneAttendeeImport(MethodView):
    @requires(policies.IMPORT)
    @blueprint.doc(operationId="getAttendeeImport")
    @blueprint.response(200, response(AttendeeImport))
    def get(self, ctx: OrganizationContext, event_id: UUID, attendee_import_id: UUID) -> Tagged:
        """Show a table: its columns, what they mean, and how many rows are in which state."""
        return with_etag(imports.get_import(ctx, event_id, attendee_import_id))

    @requires(policies.IMPORT)
    @blueprint.doc(operationId="deleteAttendeeImport")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, attendee_import_id: UUID) -> None:
        """Delete a table with its report; the orders that it made stay."""
        imports.delete_import(ctx, event_id, attendee_import_id)


@blueprint.route("/<uuid:attendee_import_id>/mapping")
class AttendeeImportMapping(MethodView):
    @requires(policies.IMPORT)
    @blueprint.doc(operationId="setAttendeeImportMapping")
    @blueprint.arguments(ImportMappingSchema)
    @blueprint.response(200, response(AttendeeImport))
    def put(
        self,
        ctx: OrganizationContext,
        mapping: ImportMapping,
        event_id: UUID,
        attendee_import_id: UUID,
    ) -> Tagged:
        """Say what the columns mean; rows have to be looked through again. `If-Match` guards it."""
        found = imports.set_mapping(ctx, event_id, attendee_import_id, mapping, version=if_match())
        return with_etag(found)


@blueprint.route("/<uuid:attendee_import_id>/check")
class AttendeeImportCheck(MethodView):
    @requires(policies.IMPORT)
    @blueprint.doc(operationId="checkAttendeeImport")
    @blueprint.response(200, response(AttendeeImport))
    def post(self, ctx: OrganizationContext, event_id: UUID, attendee_import_id: UUID) -> Tagged:
        """Say of each row what would become of it; nothing is sold. `If-Match` guards it."""
        return with_etag(checks.check_import(ctx, event_id, attendee_import_id, version=if_match()))


@blueprint.route("/<uuid:attendee_import_id>/run")
class AttendeeImportRun(MethodView):
    @requires(policies.IMPORT)
    @blueprint.doc(operationId="runAttendeeImport")
    @blueprint.response(202, response(AttendeeImport))
    @idempotent(AttendeeImport, required=True)
    def post(
        self, ctx: OrganizationContext, event_id: UUID, attendee_import_id: UUID
    ) -> AttendeeImport:
        """Bring in the rows that are ready, as a job. `If-Match` guards what was looked through."""
        return runs.start_import(ctx, event_id, attendee_import_id, version=if_match())


@blueprint.route("/<uuid:attendee_import_id>/rows")
class AttendeeImportRows(MethodView):
    @requires(policies.IMPORT)
    @blueprint.doc(operationId="listAttendeeImportRows")
    @blueprint.arguments(RowArguments, location="query")
    @blueprint.response(200, page_of(ImportRow))
    def get(
        self,
        ctx: OrganizationContext,
        asked: dict[str, Any],
        event_id: UUID,
        attendee_import_id: UUID,
    ) -> Page[ImportRow]:
        """List the rows of a table with what becomes of each, in the order of the file."""
        wanted = page_request(asked["cursor"], asked["limit"])
        return imports.list_rows(ctx, event_id, attendee_import_id, wanted, states=asked["state"])


@blueprint.route("/<uuid:attendee_import_id>/report.csv")
class AttendeeImportReport(MethodView):
    @requires(policies.IMPORT)
    @blueprint.doc(
        operationId="exportAttendeeImport",
        **file_document(CSV, "A line for each row of the table."),
    )
    def get(self, ctx: OrganizationContext, event_id: UUID, attendee_import_id: UUID) -> Response:
        """Download each row with what became of it as CSV."""
        found = imports.export_report(ctx, event_id, attendee_import_id)
        return file_answer(found, "attendee-import.csv", media_type=CSV)


def _table() -> bytes:
    if request.mimetype not in TYPES:
        says = f"Send the file itself as {CSV} or {WORKBOOK}."
        raise WrongTableType(FieldError("#Content-Type", says, "wrong-type"))
    # Tables are larger than other bodies may be; the reader has a limit of its own.
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) > MOST_BYTES:
        raise TableTooLarge(limit_bytes=MOST_BYTES)
    return request.get_data(cache=False)


blueprints = (blueprint,)
