"""HTTP of roles: the four that every organization has, and its own."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.roles import policies, service
from turnout.modules.roles.schemas import NewRoleSchema, RoleUpdateSchema
from turnout.modules.roles.types import NewRole, Role, RoleUpdate

blueprint = StrictBlueprint(
    "roles",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/roles",
    description="What members may do: by one of four roles, or by an organization's own",
)


@blueprint.route("")
class Roles(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(Role))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the four roles that every organization has, then its own."""
        return {"items": service.list_roles(ctx)}

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(NewRoleSchema)
    @blueprint.response(201, response(Role))
    def post(self, ctx: OrganizationContext, new: NewRole) -> Role:
        """Make a role with at most your own rights."""
        return service.create_role(ctx, new)


@blueprint.route("/<uuid:role_id>")
class OneRole(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Role))
    def get(self, ctx: OrganizationContext, role_id: UUID) -> Any:
        """Show a role of the organization's own; its `ETag` is the version for `If-Match`."""
        return with_etag(service.get_role(ctx, role_id))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(RoleUpdateSchema)
    @blueprint.response(200, response(Role))
    def patch(self, ctx: OrganizationContext, changes: RoleUpdate, role_id: UUID) -> Any:
        """Change a role; whoever has it has the new rights at their next request."""
        return with_etag(service.update_role(ctx, role_id, changes, version=if_match()))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, role_id: UUID) -> None:
        """Delete a role that nobody has any more."""
        service.delete_role(ctx, role_id)


blueprints = (blueprint,)
