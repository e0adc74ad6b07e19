"""HTTP of the catalog: ticket types for the team, offers for buyers."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http import public, requires
from turnout.kernel.parsing import StrictBlueprint
from turnout.kernel.versions import if_match
from turnout.modules.catalog import policies, service
from turnout.modules.catalog.rules import Offer
from turnout.modules.catalog.schemas import (
    OfferListSchema,
    OfferSchema,
    TicketTypeChanges,
    TicketTypeFields,
)

blueprint = StrictBlueprint(
    "catalog",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="What is on sale for an event.",
)


@blueprint.route("/ticket-types")
class TicketTypes(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, OfferListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the ticket types of an event, hidden and paused ones included."""
        return {"items": service.list_ticket_types(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(TicketTypeFields)
    @blueprint.response(201, OfferSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Offer:
        """Create a ticket type on a capacity pool."""
        return service.create_ticket_type(ctx, event_id, service.NewTicketType(**new))


@blueprint.route("/ticket-types/<uuid:ticket_type_id>")
class OneTicketType(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(TicketTypeChanges)
    @blueprint.response(200, OfferSchema)
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        ticket_type_id: UUID,
    ) -> Offer:
        """Change, pause or archive a ticket type."""
        return service.change_ticket_type(
            ctx, event_id, ticket_type_id=ticket_type_id, changes=changes, version=if_match()
        )


@blueprint.route("/offers")
class Offers(MethodView):
    @public("buyers see what is on sale")
    @blueprint.response(200, OfferListSchema)
    def get(self, ctx: PublicContext, event_id: UUID) -> dict[str, Any]:
        """List what a buyer may choose."""
        return {"items": service.list_public_offers(ctx, event_id)}


blueprints = (blueprint,)
