"""HTTP of ticket types, for the team; buyers ask the stock what they may choose."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.catalog import policies
from turnout.modules.catalog.schemas import (
    ListArguments,
    MoveFields,
    TicketTypeChanges,
    TicketTypeFields,
    TicketTypeListSchema,
    TicketTypeSchema,
)
from turnout.modules.catalog.service import ticket_types as service

blueprint = StrictBlueprint(
    "catalog",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/ticket-types",
    description="What is on sale for an event.",
)


@blueprint.route("")
class TicketTypes(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(ListArguments, location="query")
    @blueprint.response(200, TicketTypeListSchema)
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> dict[str, Any]:
        """List the ticket types of an event in their order, hidden and paused ones included."""
        return {"items": service.list_ticket_types(ctx, event_id, archived=asked["archived"])}

    @requires(policies.EDIT)
    @blueprint.arguments(TicketTypeFields)
    @blueprint.response(201, TicketTypeSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Any:
        """Create a ticket type, an add-on or a bundle."""
        return with_etag(
            service.create_ticket_type(ctx, event_id, service.NewTicketType(**new)), 201
        )


@blueprint.route("/<uuid:ticket_type_id>")
class OneTicketType(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, TicketTypeSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID, ticket_type_id: UUID) -> Any:
        """Show a ticket type, also an archived one."""
        return with_etag(service.read_ticket_type(ctx, event_id, ticket_type_id=ticket_type_id))

    @requires(policies.EDIT)
    @blueprint.arguments(TicketTypeChanges)
    @blueprint.response(200, TicketTypeSchema)
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        ticket_type_id: UUID,
    ) -> Any:
        """Change, pause or archive a ticket type."""
        return with_etag(
            service.change_ticket_type(
                ctx, event_id, ticket_type_id=ticket_type_id, changes=changes, version=if_match()
            )
        )

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, ticket_type_id: UUID) -> None:
        """Delete a ticket type that was never ordered; archive others."""
        service.delete_ticket_type(ctx, event_id, ticket_type_id=ticket_type_id, version=if_match())


@blueprint.route("/<uuid:ticket_type_id>/move")
class Move(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(MoveFields)
    @blueprint.response(200, TicketTypeSchema)
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID, ticket_type_id: UUID
    ) -> Any:
        """Change the order of display: stand behind another ticket type, or first."""
        return with_etag(
            service.move_ticket_type(
                ctx,
                event_id,
                ticket_type_id=ticket_type_id,
                after=body["after"],
                version=if_match(),
            )
        )


blueprints = (blueprint,)
