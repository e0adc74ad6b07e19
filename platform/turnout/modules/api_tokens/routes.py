"""HTTP of API tokens and service accounts."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.api_tokens import policies
from turnout.modules.api_tokens.schemas import (
    NewApiTokenSchema,
    NewServiceAccountSchema,
    RotationSchema,
    ServiceAccountUpdateSchema,
)
from turnout.modules.api_tokens.service import accounts, tokens
from turnout.modules.api_tokens.types import (
    ApiToken,
    IssuedApiToken,
    NewApiToken,
    NewServiceAccount,
    Rotation,
    ServiceAccount,
)

blueprint = StrictBlueprint(
    "api_tokens",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="API tokens of people and of service accounts, each for one organization",
)


@blueprint.route("/api-tokens")
class ApiTokens(MethodView):
    @requires(policies.CREATE)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(ApiToken))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[ApiToken]:
        """List your API tokens, oldest first; who manages them sees everybody's."""
        return tokens.list_tokens(ctx, page_request(**asked))

    @requires(policies.CREATE, confirmed=True)
    @blueprint.arguments(NewApiTokenSchema)
    @blueprint.response(201, response(IssuedApiToken))
    def post(self, ctx: OrganizationContext, new: NewApiToken) -> IssuedApiToken:
        """Make an API token; its secret is in this answer and nowhere else."""
        return tokens.create_token(ctx, new)


@blueprint.route("/api-tokens/<uuid:api_token_id>")
class OneApiToken(MethodView):
    @requires(policies.CREATE)
    @blueprint.response(200, response(ApiToken))
    def get(self, ctx: OrganizationContext, api_token_id: UUID) -> ApiToken:
        """Show an API token, without its secret."""
        return tokens.get_token(ctx, api_token_id)

    @requires(policies.CREATE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, api_token_id: UUID) -> None:
        """Revoke an API token; its next request is refused."""
        tokens.revoke_token(ctx, api_token_id)


@blueprint.route("/api-tokens/<uuid:api_token_id>/rotate")
class RotatedApiToken(MethodView):
    @requires(policies.CREATE, confirmed=True)
    @blueprint.doc(operationId="rotateApiToken")
    @blueprint.arguments(RotationSchema)
    @blueprint.response(200, response(IssuedApiToken))
    def post(
        self, ctx: OrganizationContext, rotation: Rotation, api_token_id: UUID
    ) -> IssuedApiToken:
        """Give an API token a new secret; the one before stays good for an overlap."""
        return tokens.rotate_token(ctx, api_token_id, rotation)


@blueprint.route("/service-accounts")
class ServiceAccounts(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(ServiceAccount))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[ServiceAccount]:
        """List service accounts, oldest first."""
        return accounts.list_accounts(ctx, page_request(**asked))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(NewServiceAccountSchema)
    @blueprint.response(201, response(ServiceAccount))
    def post(self, ctx: OrganizationContext, new: NewServiceAccount) -> ServiceAccount:
        """Make a service account with at most your own rights."""
        return accounts.create_account(ctx, new)


@blueprint.route("/service-accounts/<uuid:service_account_id>")
class OneServiceAccount(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, response(ServiceAccount))
    def get(self, ctx: OrganizationContext, service_account_id: UUID) -> Any:
        """Show a service account; its `ETag` is the version for `If-Match`."""
        return with_etag(accounts.get_account(ctx, service_account_id))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(ServiceAccountUpdateSchema)
    @blueprint.response(200, response(ServiceAccount))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], service_account_id: UUID
    ) -> Any:
        """Change a service account; its tokens have the new rights at their next request."""
        return with_etag(
            accounts.update_account(ctx, service_account_id, changes, version=if_match())
        )

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, service_account_id: UUID) -> None:
        """End a service account with all its API tokens."""
        accounts.end_account(ctx, service_account_id)


blueprints = (blueprint,)
