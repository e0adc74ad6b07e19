"""HTTP of the stock: capacity pools of an event."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http import requires
from turnout.kernel.parsing import StrictBlueprint
from turnout.modules.inventory import policies, service
from turnout.modules.inventory.schemas import (
    CapacityFields,
    PoolFields,
    PoolListSchema,
    PoolSchema,
)

blueprint = StrictBlueprint(
    "inventory",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/pools",
    description="Capacities that ticket types draw on.",
)


@blueprint.route("")
class Pools(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, PoolListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the pools of an event with what is taken."""
        return {"items": service.list_pools(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(PoolFields)
    @blueprint.response(201, PoolSchema)
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID
    ) -> service.PoolView:
        """Create a pool."""
        return service.create_pool(ctx, event_id, name=new["name"], capacity=new["capacity"])


@blueprint.route("/<uuid:pool_id>")
class OnePool(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(CapacityFields)
    @blueprint.response(200, PoolSchema)
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, pool_id: UUID
    ) -> service.PoolView:
        """Raise or lower the capacity."""
        return service.change_capacity(ctx, event_id, pool_id=pool_id, capacity=changes["capacity"])


blueprints = (blueprint,)
