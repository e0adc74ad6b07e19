"""HTTP of changes of email addresses."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import visitor
from turnout.modules.email_changes import service
from turnout.modules.email_changes.schemas import (
    AskedAddressSchema,
    EmailLinkSchema,
    NewAddressSchema,
)
from turnout.modules.email_changes.types import ChangedAddress, PasswordLink
from turnout.modules.identity import api as identity

links_blueprint = StrictBlueprint(
    "email_changes",
    __name__,
    url_prefix="/api/v1/auth/change-email",
    description="Another email address, agreed to by the old one and proved by the new",
)
PROOF = "the link of the mail is the proof"


@links_blueprint.route("")
class ChangedAddresses(MethodView):
    @public(PROOF, limited="secret")
    @links_blueprint.doc(operationId="changeEmail")
    @links_blueprint.arguments(EmailLinkSchema)
    @links_blueprint.response(200, response(ChangedAddress))
    def post(self, ctx: Visitor, link: dict[str, str]) -> ChangedAddress:
        """Prove the new address by the link that was sent to it, once.

        The account has it as soon as the old address has agreed as well.
        """
        return service.confirm_email_change(link["token"], request_id=ctx.request_id)


@links_blueprint.route("/approve")
class ApprovedAddresses(MethodView):
    @public(PROOF, limited="secret")
    @links_blueprint.doc(operationId="approveEmailChange")
    @links_blueprint.arguments(EmailLinkSchema)
    @links_blueprint.response(200, response(ChangedAddress))
    def post(self, ctx: Visitor, link: dict[str, str]) -> ChangedAddress:
        """Agree to the change, by the link that was sent to the old address."""
        return service.approve_email_change(link["token"], request_id=ctx.request_id)


@links_blueprint.route("/stop")
class StoppedAddresses(MethodView):
    @public(PROOF, limited="secret")
    @links_blueprint.doc(operationId="stopEmailChange")
    @links_blueprint.arguments(EmailLinkSchema)
    @links_blueprint.response(200, response(PasswordLink))
    def post(self, ctx: Visitor, link: dict[str, str]) -> PasswordLink:
        """Object to the change, by the link that was sent to the old address; every login ends.

        The answer's `token` is for `POST …/auth/reset-password`: choose another password.
        """
        return PasswordLink(
            token=service.stop_email_change(link["token"], request_id=ctx.request_id)
        )


@links_blueprint.route("/undo")
class UndoneAddresses(MethodView):
    @public(PROOF, limited="secret")
    @links_blueprint.doc(operationId="undoEmailChange")
    @links_blueprint.arguments(EmailLinkSchema)
    @links_blueprint.response(200, response(PasswordLink))
    def post(self, ctx: Visitor, link: dict[str, str]) -> PasswordLink:
        """Take a change back, by the link that told the old address of it; every login ends.

        The answer's `token` is for `POST …/auth/reset-password`: choose another password.
        """
        return PasswordLink(
            token=service.undo_email_change(link["token"], request_id=ctx.request_id)
        )


me_blueprint = StrictBlueprint(
    "my_email", __name__, url_prefix="/api/v1/me/email", description="Your email address"
)


@me_blueprint.route("")
class MyAddress(MethodView):
    @personal(limited="sign-in")
    @me_blueprint.doc(operationId="requestEmailChange")
    @me_blueprint.arguments(NewAddressSchema)
    @me_blueprint.response(202, AskedAddressSchema)
    def post(self, ctx: PersonContext, asked: dict[str, str]) -> dict[str, Any]:
        """Ask for another address: both have to agree, each by the link of a mail.

        The answer is the same whoever has that address. Until then the present one stays. A wrong
        `present_password` is counted as at the sign-in.
        """
        email, password = asked["email"], asked["present_password"]
        client = identity.client_of(visitor())
        return {"email": service.request_email_change(ctx, email, password, client=client)}


blueprints = (links_blueprint, me_blueprint)
