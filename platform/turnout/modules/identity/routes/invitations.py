"""HTTP of answering an invitation; the secret travels in the body, never in an address."""

from flask.views import MethodView

from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.identity.schemas import (
    AcceptedInvitationSchema,
    LinkSchema,
    NewAccountSchema,
    OpenInvitationSchema,
)
from turnout.modules.identity.service import invitations
from turnout.modules.identity.service.invitations import NewAccount
from turnout.modules.identity.types import AcceptedInvitation, OpenInvitation

blueprint = StrictBlueprint(
    "invitations",
    __name__,
    url_prefix="/api/v1/invitations",
    description="Invitations by mail, as whoever holds the link sees them",
)


@blueprint.route("/look-up")
class LookedUpInvitations(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @blueprint.arguments(LinkSchema)
    @blueprint.response(200, OpenInvitationSchema)
    def post(self, ctx: Visitor, link: dict[str, str]) -> OpenInvitation:
        """Show what the link invites to."""
        return invitations.show_invitation(link["token"], request_id=ctx.request_id)


@blueprint.route("/accept")
class AcceptedInvitations(MethodView):
    @personal(limited="secret")
    @blueprint.arguments(LinkSchema)
    @blueprint.response(200, AcceptedInvitationSchema)
    def post(self, ctx: PersonContext, link: dict[str, str]) -> AcceptedInvitation:
        """Become a member with the account that you are signed in to."""
        return invitations.accept_invitation(ctx, link["token"])


@blueprint.route("/accept-with-new-account")
class NewAccounts(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @blueprint.arguments(NewAccountSchema)
    @blueprint.response(201, AcceptedInvitationSchema)
    def post(self, ctx: Visitor, new: NewAccount) -> AcceptedInvitation:
        """Make an account for the invited address and become a member; then sign in."""
        return invitations.accept_with_new_account(new, request_id=ctx.request_id)
