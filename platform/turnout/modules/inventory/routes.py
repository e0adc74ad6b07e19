"""HTTP of the stock: capacity pools of an event."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import access_code
from turnout.modules.inventory import policies
from turnout.modules.inventory.schemas import (
    MadePreviewSchema,
    NewPreviewFields,
    PassArguments,
    PoolChanges,
    PoolFields,
    PoolListSchema,
    PoolSchema,
    PreviewArguments,
    PreviewedShopSchema,
    PreviewListSchema,
    SeriesPassListSchema,
    ShopArguments,
    ShopSchema,
)
from turnout.modules.inventory.service import pools, previews, shops
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
        return {"items": pools.list_pools(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(PoolFields)
    @blueprint.response(201, PoolSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> pools.PoolView:
        """Create a pool."""
        return pools.create_pool(ctx, event_id, name=new["name"], capacity=new["capacity"])


@blueprint.route("/<uuid:pool_id>")
class OnePool(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(PoolChanges)
    @blueprint.response(200, PoolSchema)
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, pool_id: UUID
    ) -> Any:
        """Rename the pool, raise or lower its capacity."""
        return with_etag(
            pools.change_pool(ctx, event_id, pool_id=pool_id, version=if_match(), **changes)
        )

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, pool_id: UUID) -> None:
        """Delete a pool that nothing draws on."""
        pools.delete_pool(ctx, event_id, pool_id=pool_id, version=if_match())


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
        return shops.open_shop(
            ctx,
            event_id,
            language=asked["language"],
            named=frozenset(asked["ticket_type_id"]),
            code=access_code(),
        )


passes = StrictBlueprint(
    "passes",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/public-series",
    description="What admits to several events of a series.",
)


@passes.route("/<slug>/passes")
class Passes(MethodView):
    @public("whoever sees the page of a series sees what it sells")
    @passes.arguments(PassArguments, location="query")
    @passes.response(200, SeriesPassListSchema)
    def get(self, ctx: PublicContext, asked: dict[str, Any], slug: str) -> dict[str, Any]:
        """List the passes of a public series with what is left of each."""
        return {"items": shops.open_passes(ctx, slug, language=asked["language"])}


@shop.route("/shop-preview")
class ShopPreview(MethodView):
    @requires(policies.PREVIEW)
    @shop.arguments(PreviewArguments, location="query")
    @shop.response(200, ShopSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Shop:
        """Show the shop as it is at any instant, drafts included."""
        return shops.preview_shop(
            ctx,
            event_id,
            at=asked["at"],
            language=asked["language"],
            named=frozenset(asked["ticket_type_id"]),
        )


@shop.route("/shop-previews")
class ShopPreviews(MethodView):
    @requires(policies.PREVIEW)
    @shop.response(200, PreviewListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the links that show the shop at any instant, newest first; not what opens them."""
        return {"items": previews.list_previews(ctx, event_id)}

    @requires(policies.PREVIEW)
    @shop.arguments(NewPreviewFields)
    @shop.response(201, MadePreviewSchema)
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID
    ) -> previews.MadePreview:
        """Make such a link for people without an account; the answer tells its token this once."""
        return previews.share_preview(
            ctx, event_id, label=new["label"], expires_at=new["expires_at"]
        )


@shop.route("/shop-previews/<uuid:preview_id>")
class OneShopPreview(MethodView):
    @requires(policies.PREVIEW)
    @shop.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, preview_id: UUID) -> None:
        """Let a link show nothing any more."""
        previews.revoke_preview(ctx, event_id, preview_id=preview_id)


@shop.route("/previewed-shop/<token>")
class PreviewedShops(MethodView):
    @public("whoever was given the link looks at the shop of a draft, or at another time")
    @shop.arguments(PreviewArguments, location="query")
    @shop.response(200, PreviewedShopSchema)
    def get(
        self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID, token: str
    ) -> previews.PreviewedShop:
        """Show the shop as it is at any instant, drafts included, to who has a link."""
        return previews.open_preview(
            ctx,
            event_id,
            token=token,
            at=asked["at"],
            language=asked["language"],
            named=frozenset(asked["ticket_type_id"]),
        )


blueprints = (blueprint, shop, passes)
