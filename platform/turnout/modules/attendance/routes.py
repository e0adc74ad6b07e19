"""HTTP of attendance: who came to an event, as figures and as a table."""

from typing import Any, Final
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import FileArguments
from turnout.modules.attendance import policies, service
from turnout.modules.attendance.types import AttendanceReport

LINES: Final = "A line for the event and each ticket type, day, list and session."
blueprint = StrictBlueprint(
    "attendance",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/attendance",
    description="Who came, of those who were expected",
)


@blueprint.route("")
class Attendance(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getAttendance")
    @blueprint.response(200, response(AttendanceReport))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> AttendanceReport:
        """Show who came to an event: in all, by ticket type, day, check-in list and session.

        Counted some seconds ago at most; `counted_at` says when.
        """
        return service.get_attendance(ctx, event_id)


@blueprint.route("/export")
class AttendanceExport(MethodView):
    @requires(policies.EXPORT, limited="export", confirmed=True)
    @blueprint.doc(operationId="exportAttendance", **file_document(MEDIA_TYPES.values(), LINES))
    @blueprint.arguments(FileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Download the attendance of an event as CSV, as a workbook or as PDF."""
        found = service.export_attendance(ctx, event_id, **FileArguments.to_file(asked))
        return report_answer(found)


blueprints = (blueprint,)
