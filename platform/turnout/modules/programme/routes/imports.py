"""HTTP of programme imports: the file is the body."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.programme import policies
from turnout.modules.programme.errors import ScheduleTooLarge, WrongScheduleType
from turnout.modules.programme.schemas import ImportArguments, ImportPageSchema, ImportReportSchema
from turnout.modules.programme.service import imports as service
from turnout.modules.programme.types import Format, ImportReport
from turnout.programme_formats.xml_tree import MAX_BYTES

blueprint = StrictBlueprint(
    "programme-imports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
    "/programme/imports",
    description="Programmes taken from schedule XML, CSV and iCalendar",
)
FORMATS = {
    "application/xml": Format.XML,
    "text/xml": Format.XML,
    "text/csv": Format.CSV,
    "text/calendar": Format.ICS,
}
FILE = {"schema": {"type": "string", "format": "binary"}}
BODY = {
    "requestBody": {
        "required": True,
        "description": "Schedule XML as pentabarf, frab and pretalx write it, a table of sessions"
        " as CSV, or iCalendar; at most 10 MB.",
        "content": dict.fromkeys(("application/xml", "text/csv", "text/calendar"), FILE),
    }
}


@blueprint.route("")
class Imports(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, ImportPageSchema)
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[ImportReport]:
        """List earlier imports with their reports, newest first."""
        return service.list_imports(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.WRITE)
    @blueprint.doc(**BODY)
    @blueprint.arguments(ImportArguments, location="query")
    @blueprint.response(201, ImportReportSchema)
    @blueprint.alt_response(200, schema=ImportReportSchema, description="A dry run")
    def post(self, ctx: OrganizationContext, options: dict[str, Any], event_id: UUID) -> Any:
        """Import a file; repeating it changes nothing. The answer tells what was not taken."""
        work = service.dry_run_import if options["dry_run"] else service.import_programme
        report = work(
            ctx,
            event_id,
            _body(),
            file_format=_format(),
            time_zone=options["time_zone"],
            vanished=options["vanished"],
        )
        return report, 200 if report.is_dry_run else 201


@blueprint.route("/<uuid:import_id>")
class OneImport(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, ImportReportSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> ImportReport:
        """Show the report of an earlier import."""
        return service.read_import(ctx, event_id, import_id)


def _format() -> Format:
    found = FORMATS.get(request.mimetype)
    if found is None:
        says = "Send the file itself as application/xml, text/csv or text/calendar."
        raise WrongScheduleType(FieldError("#Content-Type", says, "wrong-type"))
    return found


def _body() -> bytes:
    _format()
    # Schedules are larger than other bodies may be; the reader has a limit of its own.
    request.max_content_length = MAX_BYTES
    if (request.content_length or 0) > MAX_BYTES:
        raise ScheduleTooLarge(limit_bytes=MAX_BYTES)
    return request.get_data(cache=False)
