"""HTTP of links to providers."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.provider_links import policies, service
from turnout.modules.provider_links.types import ProviderLinks

blueprint = StrictBlueprint(
    "provider-links",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payments/<uuid:payment_id>"
    "/provider-links",
    description="Where payment providers show a payment in their own dashboards",
)


@blueprint.route("")
class Links(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listProviderLinks")
    @blueprint.response(200, response(ProviderLinks))
    def get(self, ctx: OrganizationContext, payment_id: UUID) -> ProviderLinks:
        """List the provider's own pages about a payment, its refunds and its disputes."""
        return service.get_links(ctx, payment_id)


blueprints = (blueprint,)
