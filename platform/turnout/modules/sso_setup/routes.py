"""HTTP of setting up enterprise sign-in: links for the IT department."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.sso.api import MANAGE
from turnout.modules.sso_setup import service
from turnout.modules.sso_setup.schemas import NewSetupLinkSchema
from turnout.modules.sso_setup.types import MadeSetupLink, SetupLink

blueprint = StrictBlueprint(
    "sso_setup",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/identity-providers"
    "/<uuid:identity_provider_id>",
    description="Setting up an identity provider: links for the IT department",
)


@blueprint.route("/setup-links")
class SsoSetupLinks(MethodView):
    @requires(MANAGE)
    @blueprint.doc(operationId="listSsoSetupLinks")
    @blueprint.response(200, list_of(SetupLink))
    def get(self, ctx: OrganizationContext, identity_provider_id: UUID) -> dict[str, Any]:
        """List the links to an identity provider's set-up, the newest first, without secrets."""
        return {"items": service.list_setup_links(ctx, identity_provider_id)}

    @requires(MANAGE, confirmed=True)
    @blueprint.doc(operationId="createSsoSetupLink")
    @blueprint.arguments(NewSetupLinkSchema)
    @blueprint.response(201, response(MadeSetupLink))
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], identity_provider_id: UUID
    ) -> MadeSetupLink:
        """Make a link by which somebody without an account sets up a provider that is not on."""
        return service.create_setup_link(ctx, identity_provider_id, days=new["days"])


@blueprint.route("/setup-links/<uuid:setup_link_id>")
class OneSsoSetupLink(MethodView):
    @requires(MANAGE)
    @blueprint.doc(operationId="revokeSsoSetupLink")
    @blueprint.response(204)
    def delete(
        self, ctx: OrganizationContext, identity_provider_id: UUID, setup_link_id: UUID
    ) -> None:
        """Revoke a set-up link; it opens nothing any more."""
        service.revoke_setup_link(ctx, identity_provider_id, setup_link_id)


blueprints = (blueprint,)
