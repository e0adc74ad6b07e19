"""HTTP of identity: sign-up, sign-in and out, the person's own things."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.cookies import answer_with
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import CSRF_TOKEN, ORIGIN
from turnout.kernel.http.request_info import require_same_origin, visitor
from turnout.modules.identity import cookies
from turnout.modules.identity.errors import LoginEnded
from turnout.modules.identity.schemas import (
    AddressSchema,
    CredentialsSchema,
    LinkSchema,
    NewPasswordSchema,
    PasswordUpdateSchema,
    PersonUpdateSchema,
    SignUpSchema,
)
from turnout.modules.identity.service import account, logins, people
from turnout.modules.identity.types import (
    Access,
    JsonWebKeySet,
    Login,
    MyOrganizationList,
    Person,
    PersonUpdate,
    Profile,
    SignedIn,
    SignUp,
    client_of,
)
from turnout.modules.organizations import api as organizations
from turnout.modules.signing_keys import api as signing_keys

auth_blueprint = StrictBlueprint(
    "auth",
    __name__,
    url_prefix="/api/v1/auth",
    description="Signing up, in and out",
)


@auth_blueprint.route("/sign-up")
class SignUps(MethodView):
    @public("anybody may make an account", limited="sign-up")
    @auth_blueprint.arguments(SignUpSchema)
    @auth_blueprint.response(202, AddressSchema)
    def post(self, ctx: Visitor, new: SignUp) -> dict[str, str]:
        """Make an account; a mail goes to the address, whoever has it already."""
        return {"email": account.sign_up(new, request_id=ctx.request_id)}


@auth_blueprint.route("/verify-email")
class Verifications(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @auth_blueprint.arguments(LinkSchema)
    @auth_blueprint.response(200, AddressSchema)
    def post(self, ctx: Visitor, link: dict[str, str]) -> dict[str, str]:
        """Prove an address by the link of the mail, once."""
        return {"email": account.verify_email(link["token"], request_id=ctx.request_id)}


@auth_blueprint.route("/verify-email/resend")
class ResentVerifications(MethodView):
    @public("says nothing about the address", limited="sign-up")
    @auth_blueprint.doc(operationId="resendVerificationMail")
    @auth_blueprint.arguments(AddressSchema)
    @auth_blueprint.response(202, AddressSchema)
    def post(self, ctx: Visitor, asked: dict[str, str]) -> dict[str, str]:
        """Send the mail of a sign-up again; the wait in between grows."""
        account.resend_verification(asked["email"], request_id=ctx.request_id)
        return asked


@auth_blueprint.route("/forgot-password")
class ForgottenPasswords(MethodView):
    @public("says nothing about the address", limited="sign-up")
    @auth_blueprint.arguments(AddressSchema)
    @auth_blueprint.response(202, AddressSchema)
    def post(self, ctx: Visitor, asked: dict[str, str]) -> dict[str, str]:
        """Send a link for a new password to the address, if it has an account."""
        account.forgot_password(asked["email"], request_id=ctx.request_id)
        return asked


@auth_blueprint.route("/reset-password")
class NewPasswords(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @auth_blueprint.arguments(NewPasswordSchema)
    @auth_blueprint.response(204)
    def post(self, ctx: Visitor, asked: dict[str, str]) -> None:
        """Set a new password by the link of the mail, once; every login ends."""
        account.reset_password(asked["token"], asked["password"], request_id=ctx.request_id)


@auth_blueprint.route("/sign-in")
class SignIns(MethodView):
    @public("this is where people prove who they are", limited="sign-in")
    @auth_blueprint.arguments(CredentialsSchema)
    @auth_blueprint.response(200, response(Access))
    def post(self, ctx: Visitor, credentials: dict[str, str]) -> SignedIn:
        """Sign in: an access token in the answer, the refresh token as a cookie.

        403 `identity.second-factor-needed` where a second factor is set up: its `sign_in_token`
        goes to `POST …/sign-in/second-factor` with a code, within `expires_in` seconds.
        """
        if ORIGIN in request.headers:
            require_same_origin(runtime.current().settings.public_url)
        signed_in = account.sign_in(**credentials, client=client_of(ctx), request_id=ctx.request_id)
        return _with_cookie(signed_in)


@auth_blueprint.route("/refresh")
class Refreshes(MethodView):
    @public("the cookie of the login is the proof", takes_cookie=True)
    @auth_blueprint.doc(operationId="refreshLogin")
    @auth_blueprint.response(200, response(Access))
    def post(self, ctx: Visitor) -> SignedIn:
        """Exchange the login's cookie for a new one and a new access token.

        Send `Origin` and the login's `X-CSRF-Token`.
        """
        require_same_origin(runtime.current().settings.public_url)
        token = ctx.cookies.get(cookies.cookie_name())
        if token is None:
            raise LoginEnded
        csrf_token = request.headers.get(CSRF_TOKEN, "")
        return _with_cookie(logins.refresh(token, csrf_token=csrf_token, client=client_of(ctx)))


@auth_blueprint.route("/sign-out")
class SignOuts(MethodView):
    @public("the cookie of the login is the proof", takes_cookie=True)
    @auth_blueprint.response(204)
    def post(self, ctx: Visitor) -> None:
        """End the login of this browser. Send `Origin` and the login's `X-CSRF-Token`."""
        require_same_origin(runtime.current().settings.public_url)
        token = ctx.cookies.get(cookies.cookie_name())
        if token is not None:
            logins.sign_out(token, csrf_token=request.headers.get(CSRF_TOKEN, ""))
        answer_with(cookies.ended_cookies())


@auth_blueprint.route("/sign-out-everywhere")
class SignOutsEverywhere(MethodView):
    @personal()
    @auth_blueprint.response(204)
    def post(self, ctx: PersonContext) -> None:
        """End every login of yours, this one too."""
        logins.sign_out_everywhere(ctx)
        answer_with(cookies.ended_cookies())


@auth_blueprint.route("/jwks.json")
class KeySet(MethodView):
    @public("public keys are public")
    @auth_blueprint.doc(operationId="getJwks")
    @auth_blueprint.response(
        200, response(JsonWebKeySet), headers={"Cache-Control": {"schema": {"type": "string"}}}
    )
    def get(self, ctx: Visitor) -> tuple[dict[str, Any], int, dict[str, str]]:  # noqa: ARG002  every view gets its context
        """List the keys that access tokens verify with (RFC 7517); fetch again hourly."""
        keys = {"keys": signing_keys.published_keys()}
        return keys, 200, {"Cache-Control": "public, max-age=300"}


def _with_cookie(signed_in: SignedIn) -> SignedIn:
    answer_with(cookies.cookies_of(signed_in))
    return signed_in


me_blueprint = StrictBlueprint(
    "me", __name__, url_prefix="/api/v1/me", description="The signed-in person"
)


@me_blueprint.route("")
class Me(MethodView):
    @personal()
    @me_blueprint.response(200, response(Profile))
    def get(self, ctx: PersonContext) -> tuple[Person, int, dict[str, str]]:
        """Show yourself; the `ETag` is the version for `If-Match`."""
        return with_etag(people.get_me(ctx))

    @personal()
    @me_blueprint.arguments(PersonUpdateSchema)
    @me_blueprint.response(200, response(Profile))
    def patch(
        self, ctx: PersonContext, changes: PersonUpdate
    ) -> tuple[Person, int, dict[str, str]]:
        """Change your name, language, time zone or phone number."""
        return with_etag(people.update_me(ctx, changes, version=if_match()))


@me_blueprint.route("/password")
class MyPassword(MethodView):
    @personal(limited="sign-in")
    @me_blueprint.arguments(PasswordUpdateSchema)
    @me_blueprint.response(204)
    def put(self, ctx: PersonContext, asked: dict[str, str]) -> None:
        """Set a new password; every other login of yours ends, and a mail tells you.

        This login goes on. A wrong `present_password` is counted as at the sign-in.
        """
        present, new = asked["present_password"], asked["password"]
        account.change_password(ctx, present, new, client=client_of(visitor()))


@me_blueprint.route("/organizations")
class MyOrganizations(MethodView):
    @personal()
    @me_blueprint.response(200, response(MyOrganizationList))
    def get(self, ctx: PersonContext) -> MyOrganizationList:
        """List every organization you may enter, by name; clients of your agencies too."""
        return MyOrganizationList(items=organizations.list_my_organizations(ctx))


@me_blueprint.route("/logins")
class Logins(MethodView):
    @personal()
    @me_blueprint.response(200, page_of(Login, called="LoginList"))
    def get(self, ctx: PersonContext) -> Page[Login]:
        """List where you are signed in, latest use first."""
        return Page(logins.list_logins(ctx), None)


@me_blueprint.route("/logins/<uuid:login_id>")
class OneLogin(MethodView):
    @personal()
    @me_blueprint.response(204)
    def delete(self, ctx: PersonContext, login_id: UUID) -> None:
        """Sign out there; its access token stops working at once."""
        logins.end_login(ctx, login_id)


blueprints = (auth_blueprint, me_blueprint)
