"""HTTP of discounts' reports."""

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
from turnout.modules.discount_reports import policies, service
from turnout.modules.discount_reports.types import DiscountReport

blueprint = StrictBlueprint(
    "discount-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/discounts/<uuid:discount_id>/report",
    description="What discounts and their codes brought.",
)
LINES: Final = "A line for each code and currency that orders used it in."


@blueprint.route("")
class Report(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getDiscountReport")
    @blueprint.response(200, response(DiscountReport))
    def get(self, ctx: OrganizationContext, discount_id: UUID) -> DiscountReport:
        """Show a discount's uses and revenue: in all, by day, and by its codes."""
        return service.get_report(ctx, discount_id)


@blueprint.route("/export")
class ReportExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(operationId="exportDiscountReport", **file_document(MEDIA_TYPES.values(), LINES))
    @blueprint.arguments(FileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], discount_id: UUID) -> Response:
        """Download the uses and revenue of all codes of a discount, as CSV, workbook or PDF."""
        found = service.export_report(ctx, discount_id, **FileArguments.to_file(asked))
        return report_answer(found)


blueprints = (blueprint,)
