"""HTTP of overviews: a person's organizations with their figures, as JSON and as a file."""

from typing import Any

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import personal
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.overviews import service
from turnout.modules.overviews.schemas import OverviewArguments, OverviewFileArguments
from turnout.modules.overviews.types import Overview

blueprint = StrictBlueprint(
    "overviews",
    __name__,
    url_prefix="/api/v1/me/overview",
    description="The figures of all organizations that a person may enter",
)


@blueprint.route("")
class PersonsOverview(MethodView):
    @personal()
    @blueprint.doc(operationId="getOverview")
    @blueprint.arguments(OverviewArguments, location="query")
    @blueprint.response(200, response(Overview))
    def get(self, ctx: PersonContext, query: dict[str, Any]) -> Overview:
        """Show the figures of your organizations and of your agencies' clients, in one answer.

        Figures are at most about half a minute old. Of each organization you see what your role
        and the agency's link allow there.
        """
        return service.get_overview(ctx, **query)


@blueprint.route("/report")
class OverviewReport(MethodView):
    @personal(confirmed=True)
    @blueprint.doc(
        operationId="exportOverview",
        **file_document(MEDIA_TYPES.values(), "A line for each event and currency."),
    )
    @blueprint.arguments(OverviewFileArguments, location="query")
    def get(self, ctx: PersonContext, query: dict[str, Any]) -> Response:
        """Download the same by event as CSV, as a workbook or as PDF."""
        found = service.export_report(ctx, **query)
        return report_answer(found)


blueprints = (blueprint,)
