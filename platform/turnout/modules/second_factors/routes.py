"""HTTP of second factors: the second step of a sign-in, confirming, and what is set up."""

from typing import Any

from flask import request
from flask.views import MethodView

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.cookies import answer_with
from turnout.kernel.http.headers import ORIGIN
from turnout.kernel.http.request_info import require_same_origin, visitor
from turnout.modules.identity import api as identity
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factors.schemas import (
    CodeSchema,
    ConfirmationSchema,
    SecondStepSchema,
)
from turnout.modules.second_factors.service import enrolment, sign_in
from turnout.modules.second_factors.types import (
    NewAuthenticator,
    Proof,
    RecoveryCodes,
    SecondFactors,
)

steps_blueprint = StrictBlueprint(
    "sign-in-steps",
    __name__,
    url_prefix="/api/v1/auth",
    description="The second step of a sign-in, and confirming that it is still you",
)


@steps_blueprint.route("/sign-in/second-factor")
class SecondSteps(MethodView):
    @public("the token of the first step is the proof", limited="sign-in")
    @steps_blueprint.doc(operationId="completeSignIn")
    @steps_blueprint.arguments(SecondStepSchema)
    @steps_blueprint.response(200, response(identity.Access))
    def post(self, ctx: Visitor, step: dict[str, Any]) -> identity.SignedIn:
        """Sign in with a second factor, asked for by `identity.second-factor-needed`.

        `code` is one of the authenticator app, or a recovery code; each is taken once.
        `credential` is what a passkey made of `POST …/auth/passkeys/options`.
        """
        if ORIGIN in request.headers:
            require_same_origin(runtime.current().settings.public_url)
        client = identity.client_of(ctx)
        token = step.pop("sign_in_token")
        proof = _proof(step, ctx)
        signed_in = sign_in.complete_sign_in(token, proof, client=client, request_id=ctx.request_id)
        answer_with(identity.cookies_of(signed_in))
        return signed_in


@steps_blueprint.route("/confirm")
class Confirmations(MethodView):
    @personal(limited="sign-in")
    @steps_blueprint.doc(operationId="confirmLogin")
    @steps_blueprint.arguments(ConfirmationSchema)
    @steps_blueprint.response(204)
    def post(self, ctx: PersonContext, proof: dict[str, Any]) -> None:
        """Prove once more that it is you, after an answer `confirmation-needed`.

        Send `code` or `credential` where you have a second factor, else `present_password`; then
        repeat what was refused, with the same access token.
        """
        asking = visitor()
        password = proof.pop("present_password")
        sign_in.confirm(
            ctx,
            proof=_proof(proof, asking),
            present_password=password,
            client=identity.client_of(asking),
        )


def _proof(shown: dict[str, Any], asking: Visitor) -> Proof:
    return Proof(**shown, browser=passkeys.PASSKEY_COOKIE.read(asking.cookies))


factors_blueprint = StrictBlueprint(
    "second-factors",
    __name__,
    url_prefix="/api/v1/me/second-factors",
    description="What you prove yourself with beside a password",
)


@factors_blueprint.route("")
class Factors(MethodView):
    @personal()
    @factors_blueprint.doc(operationId="getSecondFactors")
    @factors_blueprint.response(200, response(SecondFactors))
    def get(self, ctx: PersonContext) -> SecondFactors:
        """Show what is set up, and how many recovery codes are left."""
        return enrolment.get_second_factors(ctx)


@factors_blueprint.route("/authenticator")
class Authenticators(MethodView):
    @personal(confirmed=True)
    @factors_blueprint.doc(operationId="beginAuthenticator")
    @factors_blueprint.response(201, response(NewAuthenticator))
    def post(self, ctx: PersonContext) -> NewAuthenticator:
        """Begin to set up an authenticator app (RFC 6238); it counts once you confirm it."""
        return enrolment.begin_authenticator(ctx)

    @personal(confirmed=True)
    @factors_blueprint.doc(operationId="removeAuthenticator")
    @factors_blueprint.response(204)
    def delete(self, ctx: PersonContext) -> None:
        """Remove the authenticator app, and its recovery codes with it; a mail tells you."""
        enrolment.remove_authenticator(ctx)


@factors_blueprint.route("/authenticator/confirm")
class ConfirmedAuthenticators(MethodView):
    @personal(confirmed=True, limited="sign-in")
    @factors_blueprint.doc(operationId="confirmAuthenticator")
    @factors_blueprint.arguments(CodeSchema)
    @factors_blueprint.response(200, response(RecoveryCodes))
    def post(self, ctx: PersonContext, typed: dict[str, str]) -> RecoveryCodes:
        """Confirm the app by a code of it; the answer has the recovery codes, this once only."""
        return enrolment.confirm_authenticator(ctx, typed["code"])


@factors_blueprint.route("/recovery-codes")
class AllRecoveryCodes(MethodView):
    @personal(confirmed=True)
    @factors_blueprint.doc(operationId="replaceRecoveryCodes")
    @factors_blueprint.response(200, response(RecoveryCodes))
    def post(self, ctx: PersonContext) -> RecoveryCodes:
        """Make new recovery codes, shown this once; those before stop working."""
        return enrolment.replace_recovery_codes(ctx)


blueprints = (steps_blueprint, factors_blueprint)
