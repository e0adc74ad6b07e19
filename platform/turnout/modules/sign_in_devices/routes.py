"""HTTP of sign-in devices: a sign-in that was not the person's own."""

from flask.views import MethodView

from turnout.kernel.context import Visitor
from turnout.kernel.http.access import public
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.sign_in_devices import service
from turnout.modules.sign_in_devices.schemas import SignInLinkSchema
from turnout.modules.sign_in_devices.types import PasswordLink

blueprint = StrictBlueprint(
    "sign_in_devices",
    __name__,
    url_prefix="/api/v1/auth/sign-in/deny",
    description="Sign-ins from new devices",
)


@blueprint.route("")
class DeniedSignIns(MethodView):
    @public("the link of the mail is the proof", limited="secret")
    @blueprint.doc(operationId="denySignIn")
    @blueprint.arguments(SignInLinkSchema)
    @blueprint.response(200, response(PasswordLink))
    def post(self, ctx: Visitor, link: dict[str, str]) -> PasswordLink:
        """End the login of a new device, by the link of the mail that told of it, once.

        The answer's `token` is for `POST …/auth/reset-password`: choose another password.
        """
        return PasswordLink(token=service.deny_sign_in(link["token"], request_id=ctx.request_id))


blueprints = (blueprint,)
