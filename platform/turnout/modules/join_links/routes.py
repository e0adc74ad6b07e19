"""HTTP of personal join links, for whoever has the secret of the order or of the ticket."""

from typing import Final
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PublicContext
from turnout.kernel.errors import NotFound
from turnout.kernel.http.access import public, requires_secret, secret_in
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.join_links import service
from turnout.modules.join_links.types import JoinLink
from turnout.modules.orders import api as orders

blueprint = StrictBlueprint(
    "join_links",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Ticket holders join an event online, each by a link of their own.",
)
BOUGHT: Final = "/orders/<uuid:order_id>/tickets/<uuid:ticket_id>/join-link"
HELD: Final = "/held-tickets/<uuid:transfer_id>/join-link"
buys = public("whoever has the secret of the order joins", limited="secret")
holds = requires_secret(
    header=orders.TICKET_HEADER, path_id="transfer_id", proves=orders.holds_ticket
)


@blueprint.route(BOUGHT)
class JoinLinkOfTicket(MethodView):
    @buys
    @blueprint.doc(operationId="getJoinLink")
    @blueprint.response(200, response(JoinLink))
    def get(self, ctx: PublicContext, order_id: UUID, ticket_id: UUID) -> JoinLink:
        """Show the link by which a ticket's holder joins the event online, and when it opens."""
        _require_buyer(ctx, order_id)
        return service.get_link(ctx, ticket_id, order_id=order_id)


@blueprint.route(f"{BOUGHT}/renew")
class RenewalOfTicket(MethodView):
    @buys
    @blueprint.doc(operationId="renewJoinLink")
    @blueprint.response(200, response(JoinLink))
    def post(self, ctx: PublicContext, order_id: UUID, ticket_id: UUID) -> JoinLink:
        """Give a ticket another link; whoever has the one before can no longer join by it."""
        _require_buyer(ctx, order_id)
        return service.renew_link(ctx, ticket_id, order_id=order_id)


@blueprint.route(HELD)
class JoinLinkOfHeldTicket(MethodView):
    @holds
    @blueprint.doc(operationId="getJoinLinkOfHeldTicket")
    @blueprint.response(200, response(JoinLink))
    def get(self, ctx: PublicContext, transfer_id: UUID) -> JoinLink:
        """Show the same for a ticket that was passed on to whoever asks."""
        return service.get_link(ctx, service.ticket_of_transfer(ctx, transfer_id))


@blueprint.route(f"{HELD}/renew")
class RenewalOfHeldTicket(MethodView):
    @holds
    @blueprint.doc(operationId="renewJoinLinkOfHeldTicket")
    @blueprint.response(200, response(JoinLink))
    def post(self, ctx: PublicContext, transfer_id: UUID) -> JoinLink:
        """Give a ticket that was passed on another link."""
        return service.renew_link(ctx, service.ticket_of_transfer(ctx, transfer_id))


def _require_buyer(ctx: PublicContext, order_id: UUID) -> None:
    """NotFound without the order's secret; no permission stands in for it."""
    if not orders.proves(ctx, order_id, secret_in(orders.HEADER)):
        raise NotFound


blueprints = (blueprint,)
