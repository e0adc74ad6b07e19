"""HTTP of funnel reports."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.funnel_reports import policies, service
from turnout.modules.funnel_reports.schemas import FunnelArguments
from turnout.modules.funnel_reports.types import FunnelReport, FunnelWish, SessionInterestReport

blueprint = StrictBlueprint(
    "funnel-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="How many saw an event, opened its checkout, held tickets and bought.",
)


@blueprint.route("/funnel")
class Funnel(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getFunnel")
    @blueprint.arguments(FunnelArguments, location="query")
    @blueprint.response(200, response(FunnelReport))
    def get(self, ctx: OrganizationContext, wish: FunnelWish, event_id: UUID) -> FunnelReport:
        """Show the steps from seeing an event to a confirmed order, by source, device or time.

        Visits are counted without persons and held orders by when they were placed; confirmed
        ones are the orders of the sales report, `paid` and `elsewhere` together.
        """
        return service.get_funnel(ctx, event_id, wish)


@blueprint.route("/session-interest")
class SessionInterestOfEvent(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSessionInterest")
    @blueprint.response(200, response(SessionInterestReport))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> SessionInterestReport:
        """Show which sessions people looked at, picked, signed up for and wait for."""
        return service.get_session_interest(ctx, event_id)


blueprints = (blueprint,)
