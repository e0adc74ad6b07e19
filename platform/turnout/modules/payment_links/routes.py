"""HTTP of payment links."""

from dataclasses import asdict
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.payment_links import policies, service
from turnout.modules.payment_links.schemas import NewPaymentLinkSchema
from turnout.modules.payment_links.types import NewPaymentLink, PaymentLink, PaymentLinkAnswer

blueprint = StrictBlueprint(
    "payment-links",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="The link by which a buyer pays an order",
)


@blueprint.route("/payment-link")
class PaymentLinks(MethodView):
    @requires(policies.MAKE)
    @blueprint.doc(operationId="makePaymentLink")
    @blueprint.arguments(NewPaymentLinkSchema)
    @blueprint.response(200, response(PaymentLinkAnswer))
    def post(
        self, ctx: OrganizationContext, new: NewPaymentLink, order_id: UUID
    ) -> PaymentLinkAnswer:
        """Take the link by which a buyer pays an order, keep its places longer, have it mailed."""
        link = _made(self, ctx, new, order_id)
        return PaymentLinkAnswer(**asdict(link), url=service.get_url(ctx, order_id))


@idempotent(PaymentLink)
def _made(
    _view: MethodView, ctx: OrganizationContext, new: NewPaymentLink, order_id: UUID
) -> PaymentLink:
    return service.make_link(ctx, order_id, new)


blueprints = (blueprint,)
