"""HTTP of passkeys: signing in with one, and those that a person has."""

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
from turnout.kernel.http.headers import ORIGIN
from turnout.kernel.http.request_info import require_same_origin, visitor
from turnout.modules.identity import api as identity
from turnout.modules.passkeys import browsers, service
from turnout.modules.passkeys.schemas import (
    NewPasskeySchema,
    PasskeyNameSchema,
    PasskeySignInSchema,
)
from turnout.modules.passkeys.types import NewPasskey, Passkey, PasskeyOptions

sign_in_blueprint = StrictBlueprint(
    "passkey-sign-in",
    __name__,
    url_prefix="/api/v1/auth/passkeys",
    description="Signing in with a passkey",
)


@sign_in_blueprint.route("/options")
class UseOptions(MethodView):
    @public("a challenge proves nothing and names nobody", limited="sign-in")
    @sign_in_blueprint.doc(operationId="beginPasskeyUse")
    @sign_in_blueprint.response(200, response(PasskeyOptions))
    def post(self, ctx: Visitor) -> PasskeyOptions:
        """Ask for a challenge, which a passkey answers once, within ten minutes, in this browser.

        What `navigator.credentials.get()` makes of it goes to `POST …/passkeys/sign-in`, or as
        `credential` to `POST …/sign-in/second-factor` or `POST …/confirm`, with the same cookies.
        """
        secret = browsers.PASSKEY_COOKIE.read_or_make(ctx.cookies)
        options = service.begin_use(browser=secret, request_id=ctx.request_id)
        answer_with((browsers.PASSKEY_COOKIE.holding(secret),))
        return options


@sign_in_blueprint.route("/sign-in")
class PasskeySignIns(MethodView):
    @public("the passkey's signature is the proof", limited="sign-in")
    @sign_in_blueprint.doc(operationId="signInWithPasskey")
    @sign_in_blueprint.arguments(PasskeySignInSchema)
    @sign_in_blueprint.response(200, response(identity.Access))
    def post(self, ctx: Visitor, proof: dict[str, Any]) -> identity.SignedIn:
        """Sign in with a passkey alone: it is two factors, and no password is asked for."""
        if ORIGIN in request.headers:
            require_same_origin(runtime.current().settings.public_url)
        signed_in = service.sign_in(
            proof["credential"],
            browser=browsers.PASSKEY_COOKIE.read(ctx.cookies),
            client=identity.client_of(ctx),
            request_id=ctx.request_id,
        )
        answer_with(identity.cookies_of(signed_in))
        return signed_in


passkeys_blueprint = StrictBlueprint(
    "passkeys",
    __name__,
    url_prefix="/api/v1/me/passkeys",
    description="The passkeys that you sign in with",
)


@passkeys_blueprint.route("")
class Passkeys(MethodView):
    @personal()
    @passkeys_blueprint.response(200, page_of(Passkey))
    def get(self, ctx: PersonContext) -> Page[Passkey]:
        """List your passkeys, oldest first."""
        return Page(service.list_passkeys(ctx), None)

    @personal(confirmed=True, limited="sign-in")
    @passkeys_blueprint.doc(operationId="addPasskey")
    @passkeys_blueprint.arguments(NewPasskeySchema)
    @passkeys_blueprint.response(201, response(Passkey))
    def post(self, ctx: PersonContext, new: NewPasskey) -> Passkey:
        """Keep a passkey that your authenticator made; a mail tells you.

        `credential` is what `navigator.credentials.create()` gave for `POST …/passkeys/options`.
        """
        return service.add_passkey(
            ctx, new, browser=browsers.PASSKEY_COOKIE.read(visitor().cookies)
        )


@passkeys_blueprint.route("/options")
class CreationOptions(MethodView):
    @personal(confirmed=True, limited="sign-in")
    @passkeys_blueprint.doc(operationId="beginPasskey")
    @passkeys_blueprint.response(200, response(PasskeyOptions))
    def post(self, ctx: PersonContext) -> PasskeyOptions:
        """Ask for a challenge to make a passkey by: good once, for ten minutes, in this browser."""
        secret = browsers.PASSKEY_COOKIE.read_or_make(visitor().cookies)
        options = service.begin_passkey(ctx, browser=secret)
        answer_with((browsers.PASSKEY_COOKIE.holding(secret),))
        return options


@passkeys_blueprint.route("/<uuid:passkey_id>")
class OnePasskey(MethodView):
    @personal()
    @passkeys_blueprint.doc(operationId="renamePasskey")
    @passkeys_blueprint.arguments(PasskeyNameSchema)
    @passkeys_blueprint.response(200, response(Passkey))
    def patch(self, ctx: PersonContext, changes: dict[str, str], passkey_id: UUID) -> Passkey:
        """Give a passkey another name."""
        return service.rename_passkey(ctx, passkey_id, changes["name"])

    @personal(confirmed=True)
    @passkeys_blueprint.doc(operationId="removePasskey")
    @passkeys_blueprint.response(204)
    def delete(self, ctx: PersonContext, passkey_id: UUID) -> None:
        """Forget a passkey; a mail tells you. Not your last factor where one is required of you."""
        service.remove_passkey(ctx, passkey_id)


blueprints = (sign_in_blueprint, passkeys_blueprint)
