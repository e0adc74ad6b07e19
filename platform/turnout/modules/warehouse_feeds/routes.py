"""HTTP of warehouse feeds and their runs."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.warehouse_feeds import policies, service
from turnout.modules.warehouse_feeds.schemas import (
    NewWarehouseFeedSchema,
    NewWarehouseRunSchema,
    WarehouseFeedUpdateSchema,
)
from turnout.modules.warehouse_feeds.types import (
    NewWarehouseFeed,
    OfferedFeedTable,
    WarehouseFeed,
    WarehouseFeedUpdate,
    WarehouseRun,
)

blueprint = StrictBlueprint(
    "warehouse-feeds",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/warehouse-feeds",
    description="Tables sent as Parquet into an organization's own store",
)


@blueprint.route("")
class WarehouseFeeds(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(WarehouseFeed))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the organization's feeds and how each is doing."""
        return {"items": service.list_feeds(ctx)}

    @requires(policies.EDIT, confirmed=True)
    @blueprint.arguments(NewWarehouseFeedSchema)
    @blueprint.response(201, response(WarehouseFeed))
    def post(self, ctx: OrganizationContext, new: NewWarehouseFeed) -> Any:
        """Send tables into a store from now on: whole at first, then what changed.

        Besides the right to configure connections, it takes those to see what is sent.
        """
        return with_etag(service.create_feed(ctx, new), 201)


@blueprint.route("/tables")
class WarehouseTables(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listWarehouseTables")
    @blueprint.response(200, list_of(OfferedFeedTable))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the tables that a feed can have, with their columns."""
        return {"items": service.list_tables(ctx)}


@blueprint.route("/<uuid:warehouse_feed_id>")
class OneWarehouseFeed(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(WarehouseFeed))
    def get(self, ctx: OrganizationContext, warehouse_feed_id: UUID) -> Any:
        """Show a feed and how it is doing; its `ETag` is the version for `If-Match`."""
        return with_etag(service.get_feed(ctx, warehouse_feed_id))

    @requires(policies.EDIT, confirmed=True)
    @blueprint.arguments(WarehouseFeedUpdateSchema)
    @blueprint.response(200, response(WarehouseFeed))
    def patch(
        self, ctx: OrganizationContext, changes: WarehouseFeedUpdate, warehouse_feed_id: UUID
    ) -> Any:
        """Change a feed, pause it, or let it go on where it was; its next run is due at once.

        Elsewhere, or with personal data or without, every table is sent whole once more.
        """
        feed = service.update_feed(ctx, warehouse_feed_id, changes, version=if_match())
        return with_etag(feed)

    @requires(policies.EDIT, confirmed=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, warehouse_feed_id: UUID) -> None:
        """Send nothing more; what lies in the store stays there."""
        service.delete_feed(ctx, warehouse_feed_id)


@blueprint.route("/<uuid:warehouse_feed_id>/runs")
class WarehouseRuns(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listWarehouseRuns")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(WarehouseRun))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], warehouse_feed_id: UUID
    ) -> Page[WarehouseRun]:
        """List the runs of a feed, the latest first, of the last ninety days."""
        return service.list_runs(ctx, warehouse_feed_id, page_request(**query))

    @requires(policies.EDIT, confirmed=True)
    @blueprint.doc(operationId="runWarehouseFeed")
    @blueprint.arguments(NewWarehouseRunSchema)
    @blueprint.response(202, response(WarehouseFeed))
    def post(
        self, ctx: OrganizationContext, said: dict[str, Any], warehouse_feed_id: UUID
    ) -> WarehouseFeed:
        """Let the next run begin within a minute, or the one that is held up go on."""
        return service.run_now(ctx, warehouse_feed_id, is_full=said["is_full"])


blueprints = (blueprint,)
