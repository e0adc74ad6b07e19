"""HTTP of the stock: capacity pools of an event."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.inventory import policies, service
from turnout.modules.inventory.schemas import NewPoolSchema, PoolUpdateSchema
from turnout.modules.inventory.types import Pool

blueprint = StrictBlueprint(
    "inventory",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/pools",
    description="Capacities that ticket types draw on.",
)


@blueprint.route("")
class Pools(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(Pool))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, list[Pool]]:
        """List the pools of an event with what is taken."""
        return {"items": service.list_pools(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(NewPoolSchema)
    @blueprint.response(201, response(Pool))
    @idempotent(Pool)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Pool:
        """Create a pool."""
        return service.create_pool(ctx, event_id, name=new["name"], capacity=new["capacity"])


@blueprint.route("/<uuid:pool_id>")
class OnePool(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(PoolUpdateSchema)
    @blueprint.response(200, response(Pool))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, pool_id: UUID
    ) -> Any:
        """Rename the pool, raise or lower its capacity."""
        return with_etag(
            service.update_pool(ctx, event_id, pool_id=pool_id, version=if_match(), **changes)
        )

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, pool_id: UUID) -> None:
        """Delete a pool that nothing draws on."""
        service.delete_pool(ctx, event_id, pool_id=pool_id, version=if_match())


blueprints = (blueprint,)
