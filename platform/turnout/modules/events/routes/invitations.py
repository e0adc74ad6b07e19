"""HTTP of invitations to private events."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.events import policies
from turnout.modules.events.schemas.invitations import (
    EventInvitationArguments,
    EventInvitationPageSchema,
    EventInvitationSchema,
    InvitedSchema,
    NewEventInvitationsSchema,
)
from turnout.modules.events.service import invitations
from turnout.modules.events.types import EventInvitation, Invited

blueprint = StrictBlueprint(
    "event-invitations",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/invitations",
    description="Invitations to a private event",
)


@blueprint.route("")
class EventInvitations(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(EventInvitationArguments, location="query")
    @blueprint.response(200, EventInvitationPageSchema)
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[EventInvitation]:
        """List who was invited, newest first, and what became of it."""
        request = page_request(asked["cursor"], asked["limit"])
        return invitations.list_event_invitations(ctx, event_id, request, state=asked["state"])

    @requires(policies.WRITE)
    @blueprint.arguments(NewEventInvitationsSchema)
    @blueprint.response(201, InvitedSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Invited:
        """Invite addresses to a private event; each gets a mail with a link of its own."""
        return invitations.invite_guests(
            ctx, event_id, new["guests"], locale=new["locale"], expires_at=new["expires_at"]
        )


@blueprint.route("/<uuid:event_invitation_id>/resend")
class EventInvitationAgain(MethodView):
    @requires(policies.WRITE)
    @blueprint.response(200, EventInvitationSchema)
    def post(
        self, ctx: OrganizationContext, event_id: UUID, event_invitation_id: UUID
    ) -> EventInvitation:
        """Send an invitation again with a new link; earlier links open nothing any more."""
        return invitations.resend_event_invitation(ctx, event_id, event_invitation_id)


@blueprint.route("/<uuid:event_invitation_id>")
class OneEventInvitation(MethodView):
    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, event_invitation_id: UUID) -> None:
        """Withdraw an invitation: its link opens nothing any more."""
        invitations.withdraw_event_invitation(ctx, event_id, event_invitation_id)
