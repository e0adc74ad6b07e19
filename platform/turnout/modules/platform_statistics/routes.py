"""HTTP of the platform's statistics: a period with the one before it, as JSON and as a file."""

from typing import Any

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OperatorContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import operates
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.platform_statistics import policies, service
from turnout.modules.platform_statistics.schemas import (
    StatisticsArguments,
    StatisticsReportArguments,
)
from turnout.modules.platform_statistics.types import PlatformStatistics

blueprint = StrictBlueprint(
    "platform-statistics",
    __name__,
    url_prefix="/api/v1/platform/statistics",
    description="What all organizations together sell",
)


@blueprint.route("")
class Statistics(MethodView):
    @operates(policies.READ)
    @blueprint.doc(operationId="getPlatformStatistics")
    @blueprint.arguments(StatisticsArguments, location="query")
    @blueprint.response(200, response(PlatformStatistics))
    def get(self, ctx: OperatorContext, query: dict[str, Any]) -> PlatformStatistics:
        """Show what the platform sold in a period and in as many days before it.

        Days are UTC's. At most 366 of them by day, five years by week or month. Figures are about
        a minute old. What an organization sold stays counted when it or its events are deleted.
        """
        return service.get_statistics(ctx, **query)


@blueprint.route("/report")
class StatisticsReport(MethodView):
    @operates(policies.READ)
    @blueprint.doc(
        operationId="exportPlatformStatistics",
        **file_document(MEDIA_TYPES.values(), "A line for each bucket or organization."),
    )
    @blueprint.arguments(StatisticsReportArguments, location="query")
    def get(self, ctx: OperatorContext, query: dict[str, Any]) -> Response:
        """Download the same as CSV, as a workbook or as PDF, with every currency."""
        found = service.export_statistics(ctx, **query)
        return report_answer(found)


blueprints = (blueprint,)
