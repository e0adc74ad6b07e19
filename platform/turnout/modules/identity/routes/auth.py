"""HTTP of signing up, in and out, and of the keys that access tokens are checked with."""

from typing import Any, Final

from flask import Response, after_this_request, request
from flask.views import MethodView

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import require_same_origin
from turnout.modules.identity import cookies
from turnout.modules.identity.errors import LoginEnded
from turnout.modules.identity.schemas import (
    AccessSchema,
    AddressSchema,
    CredentialsSchema,
    JsonWebKeySetSchema,
    LinkSchema,
    NewPasswordSchema,
    SignUpSchema,
)
from turnout.modules.identity.service import (
    email_change,
    reset,
    sessions,
    sign_in,
    sign_up,
    signing_keys,
)
from turnout.modules.identity.types import Client, SignedIn, SignUp

blueprint = StrictBlueprint(
    "auth",
    __name__,
    url_prefix="/api/v1/auth",
    description="Signing up, in and out",
)

CSRF_HEADER: Final = "X-CSRF-Token"


@blueprint.route("/sign-up")
class SignUps(MethodView):
    @public("anybody may make an account", limited="sign-up")
    @blueprint.arguments(SignUpSchema)
    @blueprint.response(202, AddressSchema)
    def post(self, ctx: Visitor, new: SignUp) -> dict[str, str]:
        """Make an account; a mail goes to the address, whoever has it already."""
        return {"email": sign_up.sign_up(new, request_id=ctx.request_id)}


@blueprint.route("/verify-email")
class Verifications(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @blueprint.arguments(LinkSchema)
    @blueprint.response(200, AddressSchema)
    def post(self, ctx: Visitor, link: dict[str, str]) -> dict[str, str]:
        """Prove an address by the link of the mail, once."""
        return {"email": sign_up.verify_email(link["token"], request_id=ctx.request_id)}


@blueprint.route("/verify-email/resend")
class ResentVerifications(MethodView):
    @public("says nothing about the address", limited="sign-up")
    @blueprint.arguments(AddressSchema)
    @blueprint.response(202, AddressSchema)
    def post(self, ctx: Visitor, asked: dict[str, str]) -> dict[str, str]:
        """Send the mail of a sign-up again; the wait in between grows."""
        sign_up.resend_verification(asked["email"], request_id=ctx.request_id)
        return asked


@blueprint.route("/forgot-password")
class ForgottenPasswords(MethodView):
    @public("says nothing about the address", limited="sign-up")
    @blueprint.arguments(AddressSchema)
    @blueprint.response(202, AddressSchema)
    def post(self, ctx: Visitor, asked: dict[str, str]) -> dict[str, str]:
        """Send a link for a new password to the address, if it has an account."""
        reset.forgot_password(asked["email"], request_id=ctx.request_id)
        return asked


@blueprint.route("/reset-password")
class NewPasswords(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @blueprint.arguments(NewPasswordSchema)
    @blueprint.response(204)
    def post(self, ctx: Visitor, asked: dict[str, str]) -> None:
        """Set a new password by the link of the mail, once; every login ends."""
        reset.reset_password(asked["token"], asked["password"], request_id=ctx.request_id)


@blueprint.route("/change-email")
class ChangedAddresses(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @blueprint.arguments(LinkSchema)
    @blueprint.response(200, AddressSchema)
    def post(self, ctx: Visitor, link: dict[str, str]) -> dict[str, str]:
        """Give the account the address that the link was sent to, once.

        `POST …/me/email` sends it; the former address gets a mail about the change.
        """
        return {
            "email": email_change.confirm_email_change(link["token"], request_id=ctx.request_id)
        }


@blueprint.route("/sign-in")
class SignIns(MethodView):
    @public("this is where people prove who they are", limited="sign-in")
    @blueprint.arguments(CredentialsSchema)
    @blueprint.response(200, AccessSchema)
    def post(self, ctx: Visitor, credentials: dict[str, str]) -> SignedIn:
        """Sign in: an access token in the answer, the refresh token as a cookie."""
        if "Origin" in request.headers:
            require_same_origin(runtime.current().settings.public_url)
        signed_in = sign_in.sign_in(
            credentials["email"],
            credentials["password"],
            client=_client(ctx),
            request_id=ctx.request_id,
        )
        return _with_cookie(signed_in)


@blueprint.route("/refresh")
class Refreshes(MethodView):
    @public("the cookie of the login is the proof")
    @blueprint.response(200, AccessSchema)
    def post(self, ctx: Visitor) -> SignedIn:
        """Exchange the login's cookie for a new one and a new access token.

        Send `Origin` and the login's `X-CSRF-Token`.
        """
        require_same_origin(runtime.current().settings.public_url)
        token = ctx.cookies.get(cookies.cookie_name())
        if token is None:
            raise LoginEnded
        csrf_token = request.headers.get(CSRF_HEADER, "")
        return _with_cookie(sessions.refresh(token, csrf_token=csrf_token, client=_client(ctx)))


@blueprint.route("/sign-out")
class SignOuts(MethodView):
    @public("the cookie of the login is the proof")
    @blueprint.response(204)
    def post(self, ctx: Visitor) -> None:
        """End the login of this browser. Send `Origin` and the login's `X-CSRF-Token`."""
        require_same_origin(runtime.current().settings.public_url)
        token = ctx.cookies.get(cookies.cookie_name())
        if token is not None:
            sessions.sign_out(token, csrf_token=request.headers.get(CSRF_HEADER, ""))
        after_this_request(_forget_cookies)


@blueprint.route("/sign-out-everywhere")
class SignOutsEverywhere(MethodView):
    @personal()
    @blueprint.response(204)
    def post(self, ctx: PersonContext) -> None:
        """End every login of yours, this one too."""
        sessions.sign_out_everywhere(ctx)
        after_this_request(_forget_cookies)


@blueprint.route("/jwks.json")
class KeySet(MethodView):
    @public("public keys are public")
    @blueprint.response(200, JsonWebKeySetSchema, headers={"Cache-Control": {}})
    def get(self, ctx: Visitor) -> tuple[dict[str, Any], int, dict[str, str]]:  # noqa: ARG002  every view gets its context
        """List the keys that access tokens verify with (RFC 7517); fetch again hourly."""
        return (
            {"keys": signing_keys.published_keys()},
            200,
            {"Cache-Control": "public, max-age=300"},
        )


def _client(ctx: Visitor) -> Client:
    return Client(address=ctx.address, agent=ctx.agent)


def _with_cookie(signed_in: SignedIn) -> SignedIn:
    def set_cookies(response: Response) -> Response:
        for each in cookies.cookies_of(signed_in):
            response.set_cookie(each.name, each.value, **each.attributes)
        response.headers["Cache-Control"] = "no-store"
        return response

    after_this_request(set_cookies)
    return signed_in


def _forget_cookies(response: Response) -> Response:
    for each in cookies.ended_cookies():
        response.set_cookie(each.name, each.value, **each.attributes)
    return response
