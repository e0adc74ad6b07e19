"""HTTP of quotas: the meter."""

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.quotas import policies, service
from turnout.modules.quotas.types import Meter

blueprint = StrictBlueprint(
    "quotas",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/quotas",
    description="What an organization's plan allows, and how much of it is used",
)


@blueprint.route("")
class Quotas(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Meter))
    def get(self, ctx: OrganizationContext) -> Meter:
        """Show what the plan allows, and how much of it is used now."""
        return service.get_meter(ctx)


blueprints = (blueprint,)
