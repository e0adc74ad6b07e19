"""HTTP of the order timeline."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.order_timeline import policies, service
from turnout.modules.order_timeline.types import TimelineEntry

blueprint = StrictBlueprint(
    "order-timeline",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="Everything that happened to an order",
)


@blueprint.route("/timeline")
class Timeline(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getOrderTimeline")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(TimelineEntry))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], order_id: UUID
    ) -> Page[TimelineEntry]:
        """List what happened to an order, its payments, tickets, mails, notes; newest first."""
        return service.list_timeline(ctx, order_id, page_request(query["cursor"], query["limit"]))


blueprints = (blueprint,)
