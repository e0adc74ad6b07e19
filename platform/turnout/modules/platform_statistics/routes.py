"""HTTP of the platform's statistics: a period with the one before it, as JSON and as CSV."""

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OperatorContext
from turnout.kernel.http.access import operates
from turnout.kernel.http.answers import file_answer, file_document, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.platform_statistics import policies, service
from turnout.modules.platform_statistics.schemas import (
    StatisticsArguments,
    StatisticsReportArguments,
)
from turnout.modules.platform_statistics.types import PlatformStatistics, StatisticsFilter

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
    def get(self, ctx: OperatorContext, wanted: StatisticsFilter) -> PlatformStatistics:
        """Show what the platform sold in a period and in as many days before it.

        Days are UTC's. At most 366 of them by day, five years by week or month. Figures are about
        a minute old. What an organization sold stays counted when it or its events are deleted.
        """
        return service.get_statistics(ctx, wanted)


@blueprint.route("/report")
class StatisticsReport(MethodView):
    @operates(policies.READ)
    @blueprint.doc(
        operationId="exportPlatformStatistics",
        **file_document("text/csv", "The table, in UTF-8 with its mark."),
    )
    @blueprint.arguments(StatisticsReportArguments, location="query")
    def get(self, ctx: OperatorContext, wanted: StatisticsFilter) -> Response:
        """Export the same as CSV, with columns for each currency."""
        name, content = service.export_statistics(ctx, wanted)
        return file_answer(content, name, media_type="text/csv; charset=utf-8")


blueprints = (blueprint,)
