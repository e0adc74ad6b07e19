"""HTTP of social sign-in: what a person has linked. Signing in itself is for pages."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import personal
from turnout.kernel.http.answers import list_of
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.social_logins import service
from turnout.modules.social_logins.types import SocialLogin

blueprint = StrictBlueprint(
    "social-logins",
    __name__,
    url_prefix="/api/v1/me/social-logins",
    description="Accounts elsewhere that you sign in with; you link them on your account page",
)


@blueprint.route("")
class SocialLogins(MethodView):
    @personal()
    @blueprint.doc(operationId="listSocialLogins")
    @blueprint.response(200, list_of(SocialLogin))
    def get(self, ctx: PersonContext) -> dict[str, Any]:
        """List the accounts elsewhere that are linked to yours."""
        return {"items": service.list_social_logins(ctx)}


@blueprint.route("/<uuid:social_login_id>")
class OneSocialLogin(MethodView):
    @personal(confirmed=True)
    @blueprint.doc(operationId="unlinkSocialLogin")
    @blueprint.response(204)
    def delete(self, ctx: PersonContext, social_login_id: UUID) -> None:
        """Take an account elsewhere off yours; not the last way to sign in. A mail tells you."""
        service.unlink_account(ctx, social_login_id)


blueprints = (blueprint,)
