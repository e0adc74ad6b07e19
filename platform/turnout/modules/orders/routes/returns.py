"""HTTP of what buyers answer when their event was called off or put off."""

from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.orders import policies
from turnout.modules.orders.routes.orders import answer, opens
from turnout.modules.orders.schemas.orders import OrderSchema
from turnout.modules.orders.service import calling_off

blueprint = StrictBlueprint(
    "order-returns",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Orders of events that were called off or put off",
)


@blueprint.route("/<uuid:order_id>/return")
class Returns(MethodView):
    @opens(policies.EDIT)
    @blueprint.response(200, OrderSchema)
    def post(self, ctx: OrganizationContext | PublicContext, order_id: UUID) -> Response:
        """Have the money back, where buyers were asked; the tickets are void then."""
        return answer(calling_off.return_order(ctx, order_id))
