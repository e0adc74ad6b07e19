"""HTTP of order moves."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.order_moves import policies, service
from turnout.modules.order_moves.schemas import NewOrderEventMoveSchema, NewOrderMoveSchema
from turnout.modules.order_moves.types import (
    NewOrderEventMove,
    NewOrderMove,
    OrderEventMove,
    OrderMove,
)

blueprint = StrictBlueprint(
    "order-moves",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="Tickets of an order that become another ticket type, here or in another event",
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


@blueprint.route("/move-to-event")
class EventMoves(MethodView):
    @requires(policies.MOVE)
    @blueprint.doc(operationId="moveOrderToEvent")
    @blueprint.arguments(NewOrderEventMoveSchema)
    @blueprint.response(200, response(OrderEventMove))
    @idempotent(OrderEventMove, required=True)
    def post(
        self, ctx: OrganizationContext, new: NewOrderEventMove, order_id: UUID
    ) -> OrderEventMove:
        """Let a whole order be of another event; no money moves, its tickets have new codes."""
        return service.move_order_to_event(ctx, order_id, new)


@blueprint.route("/move-to-event/preview")
class EventMovePreviews(MethodView):
    @requires(policies.MOVE)
    @blueprint.doc(operationId="previewOrderEventMove")
    @blueprint.arguments(NewOrderEventMoveSchema)
    @blueprint.response(200, response(OrderEventMove))
    def post(
        self, ctx: OrganizationContext, new: NewOrderEventMove, order_id: UUID
    ) -> OrderEventMove:
        """Say what a move to another event would do, in a transaction that is rolled back."""
        return service.preview_event_move(ctx, order_id, new)


blueprints = (blueprint,)
