"""HTTP of overviews: a person's organizations with their figures, as JSON and as CSV."""

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import personal
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.overviews import service
from turnout.modules.overviews.schemas import OverviewArguments
from turnout.modules.overviews.types import Overview, OverviewFilter

FILE = {"text/csv": {"schema": {"type": "string", "format": "binary"}}}

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
    def get(self, ctx: PersonContext, wanted: OverviewFilter) -> Overview:
        """Show the figures of your organizations and of your agencies' clients, in one answer.

        Figures are at most about half a minute old. Of each organization you see what your role
        and the agency's link allow there.
        """
        return service.get_overview(ctx, wanted)


@blueprint.route("/report")
class OverviewReport(MethodView):
    @personal(confirmed=True)
    @blueprint.doc(
        operationId="exportOverview",
        responses={"200": {"description": "The file, as it is made.", "content": FILE}},
    )
    @blueprint.arguments(OverviewArguments, location="query")
    def get(self, ctx: PersonContext, wanted: OverviewFilter) -> Response:
        """Export the same by event as CSV, an event on a line for each currency."""
        return Response(
            service.export_report(ctx, wanted),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": 'attachment; filename="overview.csv"',
                "Cache-Control": "private, no-store",
            },
        )


blueprints = (blueprint,)
