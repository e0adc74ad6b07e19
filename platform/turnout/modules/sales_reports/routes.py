"""HTTP of sales reports: figures by groups, the same as a file, and two events compared."""

from typing import Any

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.sales_reports import policies, service
from turnout.modules.sales_reports.schemas import (
    ComparisonArguments,
    ReportArguments,
    ReportFileArguments,
)
from turnout.modules.sales_reports.types import SalesComparison, SalesReport

blueprint = StrictBlueprint(
    "sales-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/sales-report",
    description="What was sold and what money moved, over any days.",
)


@blueprint.route("")
class Report(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSalesReport")
    @blueprint.arguments(ReportArguments, location="query")
    @blueprint.response(200, response(SalesReport))
    def get(self, ctx: OrganizationContext, wish: dict[str, Any]) -> SalesReport:
        """Show orders, tickets and money of a period by time, event, type, channel or partner.

        Sales count on the day on which their order was confirmed, money on the day on which it
        moved. Without an event or a series: of the whole organization.
        """
        return service.get_report(ctx, **wish)


@blueprint.route("/export")
class ReportExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportSalesReport",
        **file_document(MEDIA_TYPES.values(), "A line for each group and currency, totals last."),
    )
    @blueprint.arguments(ReportFileArguments, location="query")
    def get(self, ctx: OrganizationContext, wish: dict[str, Any]) -> Response:
        """Download a sales report as CSV, as a workbook or as PDF, with all of its lines."""
        found = service.export_report(ctx, **wish)
        return report_answer(found)


@blueprint.route("/comparison")
class Comparison(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="compareSales")
    @blueprint.arguments(ComparisonArguments, location="query")
    @blueprint.response(200, response(SalesComparison))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> SalesComparison:
        """Compare what an event has sold with another, aligned on the days before each begins."""
        return service.compare_events(ctx, query["event_id"], query["other_event_id"])


blueprints = (blueprint,)
