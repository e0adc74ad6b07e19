"""HTTP of dashboards: figures of an event and of an organization, and their streams."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.dashboards import policies, service
from turnout.modules.dashboards.types import DashboardStream, EventDashboard, OrganizationDashboard

blueprint = StrictBlueprint(
    "dashboards",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="What events sell and who is in, as it happens",
)


@blueprint.route("/dashboard")
class WholeDashboard(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getOrganizationDashboard")
    @blueprint.response(200, response(OrganizationDashboard))
    def get(self, ctx: OrganizationContext) -> OrganizationDashboard:
        """Show what the announced events sell, and their sums."""
        return service.get_organization_dashboard(ctx)


@blueprint.route("/dashboard/stream")
class WholeStream(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="openOrganizationDashboardStream")
    @blueprint.response(201, response(DashboardStream))
    def post(self, ctx: OrganizationContext) -> DashboardStream:
        """Open a stream of the same: server-sent events named `dashboard`, whole each time."""
        return service.open_organization_stream(ctx)


@blueprint.route("/events/<uuid:event_id>/dashboard")
class OneDashboard(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getEventDashboard")
    @blueprint.response(200, response(EventDashboard))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> EventDashboard:
        """Show what an event sells, by ticket type and day, and who is in."""
        return service.get_event_dashboard(ctx, event_id)


@blueprint.route("/events/<uuid:event_id>/dashboard/stream")
class OneStream(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="openEventDashboardStream")
    @blueprint.response(201, response(DashboardStream))
    def post(self, ctx: OrganizationContext, event_id: UUID) -> DashboardStream:
        """Open a stream of `figures`: server-sent events named `dashboard`, whole each time."""
        return service.open_event_stream(ctx, event_id)


blueprints = (blueprint,)
