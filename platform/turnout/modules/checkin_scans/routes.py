"""HTTP of the log of scans: who was let in and who was refused, as a list and as a table."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.file_formats import SPREADSHEET_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, page_of, report_answer
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.checkin_scans import policies, service
from turnout.modules.checkin_scans.schemas import ScanFileArguments, ScanListArguments
from turnout.modules.checkin_scans.types import CheckinScan

blueprint = StrictBlueprint(
    "checkin-scans",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/checkin-scans",
    description="The log of the door: who was let in, who was refused, and why",
)


@blueprint.route("")
class CheckinScans(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(ScanListArguments, location="query")
    @blueprint.response(200, page_of(CheckinScan))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[CheckinScan]:
        """List who was let in and who was refused, the latest first.

        Refusals are kept for half a year.
        """
        request = page_request(asked["cursor"], asked["limit"])
        return service.list_scans(ctx, event_id, request, asked["wanted"])


@blueprint.route("/export")
class ScanExport(MethodView):
    @requires(policies.EXPORT, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportCheckinScans",
        **file_document(SPREADSHEET_TYPES, "A line for each scan."),
    )
    @blueprint.arguments(ScanFileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Download the scans that a filter finds as CSV or as a workbook, the latest first."""
        found = service.export_scans(ctx, event_id, **asked)
        return report_answer(found)


blueprints = (blueprint,)
