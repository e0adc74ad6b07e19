"""HTTP of sales forecasts."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.sales_forecasts import policies, service
from turnout.modules.sales_forecasts.types import SalesForecast

blueprint = StrictBlueprint(
    "sales-forecasts",
    __name__,
    url_prefix=(
        "/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/sales-forecast"
    ),
    description="What an event is likely to sell, and how right such forecasts were.",
)


@blueprint.route("")
class Forecast(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSalesForecast")
    @blueprint.response(200, response(SalesForecast))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> SalesForecast:
        """Show how many tickets an event is likely to sell, from the course of past events.

        With the interval that holds four of five results, and how far off forecasts of past
        events would have been. Without enough to go by, `state` says what is missing.
        """
        return service.get_forecast(ctx, event_id)


blueprints = (blueprint,)
