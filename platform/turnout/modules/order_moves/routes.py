"""HTTP of order moves."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.order_moves import policies, service
from turnout.modules.order_moves.schemas import NewOrderMoveSchema
from turnout.modules.order_moves.types import NewOrderMove, OrderMove

blueprint = StrictBlueprint(
    "order-moves",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="Tickets of an order that become another ticket type",
)


@blueprint.route("/move")
class Moves(MethodView):
    @requires(policies.MOVE)
    @blueprint.doc(operationId="moveOrder")
    @blueprint.arguments(NewOrderMoveSchema)
    @blueprint.response(200, response(OrderMove))
    @idempotent(OrderMove, required=True)
    def post(self, ctx: OrganizationContext, new: NewOrderMove, order_id: UUID) -> OrderMove:
        """Let an order's tickets of one type be of another; no money moves, codes stay valid."""
        return service.move_order(ctx, order_id, new)


@blueprint.route("/move/preview")
class MovePreviews(MethodView):
    @requires(policies.MOVE)
    @blueprint.doc(operationId="previewOrderMove")
    @blueprint.arguments(NewOrderMoveSchema)
    @blueprint.response(200, response(OrderMove))
    def post(self, ctx: OrganizationContext, new: NewOrderMove, order_id: UUID) -> OrderMove:
        """Say what a move would do, in a transaction that is rolled back."""
        return service.preview_move(ctx, order_id, new)


blueprints = (blueprint,)
