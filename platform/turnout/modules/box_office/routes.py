"""HTTP of the box office."""

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.box_office import policies, service
from turnout.modules.box_office.schemas import NewDeskSaleSchema
from turnout.modules.box_office.types import DeskSale, NewDeskSale

blueprint = StrictBlueprint(
    "box-office",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Tickets that the team sells at the desk",
)


@blueprint.route("/box-office")
class DeskSales(MethodView):
    @requires(policies.SELL)
    @blueprint.doc(operationId="sellAtDesk")
    @blueprint.arguments(NewDeskSaleSchema)
    @blueprint.response(201, response(DeskSale))
    @idempotent(DeskSale, required=True)
    def post(self, ctx: OrganizationContext, sale: NewDeskSale) -> DeskSale:
        """Sell tickets at the desk: paid there and then, or by the buyer until a day.

        Whoever is to pay is mailed the link to the order.
        """
        return service.sell_tickets(ctx, sale)


blueprints = (blueprint,)
