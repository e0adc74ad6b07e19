"""HTTP of received payments."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.received_payments import policies, service
from turnout.modules.received_payments.schemas import NewReceivedPaymentSchema
from turnout.modules.received_payments.types import NewReceivedPayment, ReceivedPayment

blueprint = StrictBlueprint(
    "received-payments",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="Money for an order that people took outside any provider",
)


@blueprint.route("/received-payments")
class ReceivedPayments(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listReceivedPayments")
    @blueprint.response(200, list_of(ReceivedPayment))
    def get(self, ctx: OrganizationContext, order_id: UUID) -> dict[str, list[ReceivedPayment]]:
        """List what people took for an order, the newest first."""
        return {"items": service.list_received_payments(ctx, order_id)}

    @requires(policies.RECORD)
    @blueprint.doc(operationId="recordReceivedPayment")
    @blueprint.arguments(NewReceivedPaymentSchema)
    @blueprint.response(201, response(ReceivedPayment))
    @idempotent(ReceivedPayment, required=True)
    def post(
        self, ctx: OrganizationContext, new: NewReceivedPayment, order_id: UUID
    ) -> ReceivedPayment:
        """Record money that you took: cash, by a card terminal, a transfer that you saw.

        An order that is paid in full is confirmed at once, also a lapsed one whose places are
        still there.
        """
        return service.record_payment(ctx, order_id, new)


blueprints = (blueprint,)
