"""HTTP of the stock: capacity pools of an event."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http import access_code, public, requires
from turnout.kernel.parsing import StrictBlueprint
from turnout.kernel.versions import if_match, tagged
from turnout.modules.inventory import policies, service
from turnout.modules.inventory.schemas import (
    PoolChanges,
    PoolFields,
    PoolListSchema,
    PoolSchema,
    PreviewArguments,
    ShopArguments,
    ShopSchema,
)
from turnout.modules.inventory.shop import Shop

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
    @blueprint.arguments(PoolChanges)
    @blueprint.response(200, PoolSchema)
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, pool_id: UUID
    ) -> Any:
        """Rename the pool, raise or lower its capacity."""
        return tagged(
            service.change_pool(ctx, event_id, pool_id=pool_id, version=if_match(), **changes)
        )

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, pool_id: UUID) -> None:
        """Delete a pool that nothing draws on."""
        service.delete_pool(ctx, event_id, pool_id=pool_id, version=if_match())


shop = StrictBlueprint(
    "shop",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="What can be bought, and why not.",
)


@shop.route("/offers")
class Offers(MethodView):
    @public("buyers see what is on sale")
    @shop.arguments(ShopArguments, location="query")
    @shop.response(200, ShopSchema)
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> Shop:
        """List what a buyer may choose now, and why not what may not be chosen."""
        return service.open_shop(
            ctx,
            event_id,
            language=asked["language"],
            named=frozenset(asked["ticket_type_id"]),
            code=access_code(),
        )


@shop.route("/shop-preview")
class ShopPreview(MethodView):
    @requires(policies.PREVIEW)
    @shop.arguments(PreviewArguments, location="query")
    @shop.response(200, ShopSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Shop:
        """Show the shop as it is at any instant, drafts included."""
        return service.preview_shop(
            ctx,
            event_id,
            at=asked["at"],
            language=asked["language"],
            named=frozenset(asked["ticket_type_id"]),
        )


blueprints = (blueprint, shop)
