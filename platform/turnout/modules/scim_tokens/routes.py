"""HTTP of the tokens of directories, and of the log of their requests."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.scim_tokens import policies, service
from turnout.modules.scim_tokens.schemas import (
    NewScimTokenSchema,
    ScimRequestArguments,
    ScimRotationSchema,
)
from turnout.modules.scim_tokens.types import (
    IssuedScimToken,
    NewScimToken,
    ScimRequest,
    ScimToken,
)

blueprint = StrictBlueprint(
    "scim-tokens",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/scim",
    description="The tokens by which directories (SCIM 2.0) call, and the log of their requests",
)


@blueprint.route("/tokens")
class ScimTokens(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(ScimToken))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the directory's tokens, the newest first, without their secrets."""
        return {"items": service.list_tokens(ctx)}

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(NewScimTokenSchema)
    @blueprint.response(201, response(IssuedScimToken))
    def post(self, ctx: OrganizationContext, new: NewScimToken) -> IssuedScimToken:
        """Make a token of the directory; its secret is in this answer and nowhere else."""
        return service.create_token(ctx, new)


@blueprint.route("/tokens/<uuid:scim_token_id>")
class OneScimToken(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, scim_token_id: UUID) -> None:
        """Revoke a token of the directory; its next request is refused."""
        service.revoke_token(ctx, scim_token_id)


@blueprint.route("/tokens/<uuid:scim_token_id>/rotate")
class RotatedScimToken(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="rotateScimToken")
    @blueprint.arguments(ScimRotationSchema)
    @blueprint.response(200, response(IssuedScimToken))
    def post(
        self, ctx: OrganizationContext, rotation: dict[str, int], scim_token_id: UUID
    ) -> IssuedScimToken:
        """Give a token a new secret; the one before stays good for an overlap."""
        return service.rotate_token(ctx, scim_token_id, **rotation)


@blueprint.route("/requests")
class ScimRequests(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(ScimRequestArguments, location="query")
    @blueprint.response(200, page_of(ScimRequest))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[ScimRequest]:
        """List the last changes that the directory made and those refused, with the reason."""
        is_refused = asked.pop("is_refused")
        return service.list_requests(ctx, page_request(**asked), is_refused=is_refused)


blueprints = (blueprint,)
