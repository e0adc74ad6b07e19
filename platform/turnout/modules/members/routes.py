"""HTTP of members: who belongs to an organization, and accepting an invitation."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PersonContext, Visitor
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import personal, public, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.members import service
from turnout.modules.members.schemas import InvitationLinkSchema, NewAccountSchema
from turnout.modules.members.types import (
    AcceptedInvitation,
    NamedMember,
    NewAccount,
    OpenInvitation,
)
from turnout.modules.organizations import api as organizations

invitations_blueprint = StrictBlueprint(
    "invitations",
    __name__,
    url_prefix="/api/v1/invitations",
    description="Invitations by mail, as whoever holds the link sees them",
)


@invitations_blueprint.route("/look-up")
class LookedUpInvitations(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @invitations_blueprint.doc(operationId="lookUpInvitation")
    @invitations_blueprint.arguments(InvitationLinkSchema)
    @invitations_blueprint.response(200, response(OpenInvitation))
    def post(self, ctx: Visitor, link: dict[str, str]) -> OpenInvitation:
        """Show what the link invites to."""
        return service.get_invitation(link["token"], request_id=ctx.request_id)


@invitations_blueprint.route("/accept")
class AcceptedInvitations(MethodView):
    @personal(limited="secret")
    @invitations_blueprint.doc(operationId="acceptInvitation")
    @invitations_blueprint.arguments(InvitationLinkSchema)
    @invitations_blueprint.response(200, response(AcceptedInvitation))
    def post(self, ctx: PersonContext, link: dict[str, str]) -> AcceptedInvitation:
        """Become a member with the account that you are signed in to."""
        return service.accept_invitation(ctx, link["token"])


@invitations_blueprint.route("/accept-with-new-account")
class NewAccounts(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @invitations_blueprint.doc(operationId="acceptInvitationWithNewAccount")
    @invitations_blueprint.arguments(NewAccountSchema)
    @invitations_blueprint.response(201, response(AcceptedInvitation))
    def post(self, ctx: Visitor, new: NewAccount) -> AcceptedInvitation:
        """Make an account for the invited address and become a member; then sign in."""
        return service.accept_with_new_account(new, request_id=ctx.request_id)


members_blueprint = StrictBlueprint(
    "members",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/members",
    description="Who belongs to an organization",
)


@members_blueprint.route("")
class Members(MethodView):
    @requires(organizations.MEMBERS_READ)
    @members_blueprint.arguments(PageArguments, location="query")
    @members_blueprint.response(200, page_of(NamedMember))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[NamedMember]:
        """List the members with their names, oldest first."""
        return service.list_members(ctx, page_request(asked["cursor"], asked["limit"]))


blueprints = (members_blueprint, invitations_blueprint)
