"""HTTP of enterprise sign-in: identity providers, their log, and logout by a provider."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.sso import policies
from turnout.modules.sso.errors import LogoutNotBelieved, SsoRefused
from turnout.modules.sso.schemas import (
    IdentityProviderUpdateSchema,
    MappingPreviewSchema,
    NewIdentityProviderSchema,
)
from turnout.modules.sso.service import openid_sign_in, providers, test_sign_ins
from turnout.modules.sso.types import (
    IdentityProvider,
    MappedMember,
    NewIdentityProvider,
    NewTestSignIn,
    RoleRules,
    SignInRecord,
    TestSignIn,
)

blueprint = StrictBlueprint(
    "sso",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/identity-providers",
    description="An organization's own identity providers, by which its people sign in",
)


@blueprint.route("")
class IdentityProviders(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(IdentityProvider))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the organization's identity providers."""
        return {"items": providers.list_identity_providers(ctx)}

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(NewIdentityProviderSchema)
    @blueprint.response(201, response(IdentityProvider))
    def post(self, ctx: OrganizationContext, new: NewIdentityProvider) -> IdentityProvider:
        """Add a provider of OpenID Connect or SAML, as a draft; roles within your own rights."""
        return providers.create_identity_provider(ctx, new)


@blueprint.route("/<uuid:identity_provider_id>")
class OneIdentityProvider(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, response(IdentityProvider))
    def get(self, ctx: OrganizationContext, identity_provider_id: UUID) -> Any:
        """Show an identity provider, without its secret, with what to register there."""
        return with_etag(providers.get_identity_provider(ctx, identity_provider_id))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(IdentityProviderUpdateSchema)
    @blueprint.response(200, response(IdentityProvider))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], identity_provider_id: UUID
    ) -> Any:
        """Change an identity provider, switch it on or off, or have nothing else open."""
        return with_etag(
            providers.update_identity_provider(
                ctx, identity_provider_id, changes, version=if_match()
            )
        )

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, identity_provider_id: UUID) -> None:
        """Delete an identity provider; members stay, and sign in some other way."""
        providers.delete_identity_provider(ctx, identity_provider_id)


@blueprint.route("/<uuid:identity_provider_id>/mapping-preview")
class MappingPreviews(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="previewGroupMapping")
    @blueprint.arguments(MappingPreviewSchema)
    @blueprint.response(200, list_of(MappedMember))
    def post(
        self, ctx: OrganizationContext, wanted: RoleRules, identity_provider_id: UUID
    ) -> dict[str, Any]:
        """Show what a mapping would make of today's members; nothing is changed."""
        return {"items": providers.preview_mapping(ctx, identity_provider_id, wanted)}


@blueprint.route("/<uuid:identity_provider_id>/sign-ins")
class SsoSignIns(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="listSsoSignIns")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(SignInRecord))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], identity_provider_id: UUID
    ) -> Page[SignInRecord]:
        """List the last sign-ins, with what was wrong with those refused and where to mend it."""
        return providers.list_sign_ins(ctx, identity_provider_id, page_request(**asked))


@blueprint.route("/<uuid:identity_provider_id>/test-sign-ins")
class SsoTestSignIns(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="listSsoTestSignIns")
    @blueprint.response(200, list_of(TestSignIn))
    def get(self, ctx: OrganizationContext, identity_provider_id: UUID) -> dict[str, Any]:
        """List the test sign-ins of the last day: what was said, the role, and what was wrong."""
        return {"items": test_sign_ins.list_test_sign_ins(ctx, identity_provider_id)}

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="createSsoTestSignIn")
    @blueprint.response(201, response(NewTestSignIn))
    def post(self, ctx: OrganizationContext, identity_provider_id: UUID) -> NewTestSignIn:
        """Get an address at which to try a provider, a draft too; nobody comes in by it."""
        return test_sign_ins.create_test_sign_in(ctx, identity_provider_id)


@blueprint.route("/<uuid:identity_provider_id>/test-sign-ins/<uuid:test_sign_in_id>")
class OneSsoTestSignIn(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="getSsoTestSignIn")
    @blueprint.response(200, response(TestSignIn))
    def get(
        self, ctx: OrganizationContext, identity_provider_id: UUID, test_sign_in_id: UUID
    ) -> TestSignIn:
        """Show what a provider said of who tried it, and what would come of it; for a day."""
        return test_sign_ins.get_test_sign_in(ctx, identity_provider_id, test_sign_in_id)


hooks_blueprint = StrictBlueprint(
    "sso-logout",
    __name__,
    url_prefix="/hooks/v1/sso/<uuid:organization_id>/<uuid:identity_provider_id>",
    description="What identity providers call",
)


@hooks_blueprint.route("/logout")
class BackChannelLogouts(MethodView):
    @public("the provider's signature of the logout token proves it", limited="hooks")
    @hooks_blueprint.doc(operationId="receiveBackChannelLogout")
    @hooks_blueprint.response(204)
    def post(self, ctx: PublicContext, identity_provider_id: UUID) -> None:
        """End the logins of whom a provider's logout token names (Back-Channel Logout 1.0)."""
        tokens = request.form.getlist("logout_token")
        if len(tokens) != 1:
            raise LogoutNotBelieved
        try:
            openid_sign_in.end_logins_of_notice(
                ctx.organization_id, identity_provider_id, tokens[0], request_id=ctx.request_id
            )
        except SsoRefused:
            raise LogoutNotBelieved from None


blueprints = (blueprint, hooks_blueprint)
