"""HTTP of places in sessions that have a registration of their own."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.participation import policies
from turnout.modules.participation.hooks import HOLDER_HEADER, HolderProof
from turnout.modules.participation.schemas import (
    PlacesListSchema,
    PlacesSchema,
    RegistrationSchema,
    TicketListSchema,
)
from turnout.modules.participation.service import registrations as service
from turnout.modules.participation.types import Places

HOLDER = "the holder of a ticket: signed in as its buyer, or with its order's secret"

blueprint = StrictBlueprint(
    "session-registrations",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Places in sessions with a registration of their own",
)


@blueprint.route("/session-places")
class SessionPlaces(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, PlacesListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Places]:
        """List sessions that take registrations, and how full they are."""
        return Page(service.list_places(ctx, event_id), None)


@blueprint.route("/sessions/<uuid:session_id>/registrations")
class SessionRegistrations(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, TicketListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> Page[Any]:
        """List the tickets that have a place, in the order of registration."""
        found = service.list_registered_tickets(ctx, event_id, session_id)
        return Page([{"ticket_id": each} for each in found], None)

    @public(HOLDER, limited="secret")
    @blueprint.arguments(RegistrationSchema)
    @blueprint.response(201, PlacesSchema)
    def post(
        self, ctx: PublicContext, asked: dict[str, Any], *, event_id: UUID, session_id: UUID
    ) -> Places:
        """Take a place for a ticket; again changes nothing."""
        return service.register_for_session(
            ctx, event_id, session_id, ticket_id=asked["ticket_id"], proof=_proof(ctx)
        )


@blueprint.route("/sessions/<uuid:session_id>/registrations/<uuid:ticket_id>")
class OneSessionRegistration(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.response(204)
    def delete(
        self, ctx: PublicContext, *, event_id: UUID, session_id: UUID, ticket_id: UUID
    ) -> None:
        """Give the place back."""
        service.leave_session(ctx, event_id, session_id, ticket_id=ticket_id, proof=_proof(ctx))


def _proof(ctx: PublicContext) -> HolderProof:
    return HolderProof(user_id=ctx.user_id, secret=request.headers.get(HOLDER_HEADER, ""))
