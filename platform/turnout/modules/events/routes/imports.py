"""HTTP of programme imports: the file is the body."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import FieldError
from turnout.kernel.http import requires
from turnout.kernel.pagination import Page, page_request
from turnout.kernel.parsing import StrictBlueprint
from turnout.modules.events import policies
from turnout.modules.events.errors import ScheduleTooLarge, WrongScheduleType
from turnout.modules.events.records import ImportReport
from turnout.modules.events.schedule.tree import MAX_BYTES
from turnout.modules.events.schemas.events import PageArguments
from turnout.modules.events.schemas.programme import (
    ImportArguments,
    ImportPageSchema,
    ImportReportSchema,
)
from turnout.modules.events.service import imports as service

blueprint = StrictBlueprint(
    "programme-imports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
    "/programme/imports",
    description="Programmes taken from schedule XML",
)
XML = ("application/xml", "text/xml")
BODY = {
    "requestBody": {
        "required": True,
        "description": "Schedule XML as pentabarf, frab and pretalx write it, at most 10 MB.",
        "content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}},
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
    def post(
        self, ctx: OrganizationContext, options: dict[str, Any], event_id: UUID
    ) -> ImportReport:
        """Import a schedule; repeating it changes nothing. The answer tells what was not taken."""
        return service.import_programme(
            ctx,
            event_id,
            _body(),
            time_zone=options["time_zone"],
            vanished=options["vanished"],
        )


@blueprint.route("/<uuid:import_id>")
class OneImport(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, ImportReportSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> ImportReport:
        """Show the report of an earlier import."""
        return service.read_import(ctx, event_id, import_id)


def _body() -> bytes:
    if request.mimetype not in XML:
        raise WrongScheduleType(
            FieldError("#Content-Type", "Send the file itself as application/xml.", "wrong-type")
        )
    # Schedules are larger than other bodies may be; the reader has a limit of its own.
    request.max_content_length = MAX_BYTES
    if (request.content_length or 0) > MAX_BYTES:
        raise ScheduleTooLarge(limit_bytes=MAX_BYTES)
    return request.get_data(cache=False)
