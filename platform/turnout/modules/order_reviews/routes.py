"""HTTP of order reviews: an event's queue, one order's review, and the decision."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.fraud_rules.api import ReviewVerdict
from turnout.modules.order_reviews import policies, service
from turnout.modules.order_reviews.schemas import (
    ReviewApprovalSchema,
    ReviewArguments,
    ReviewRefusalSchema,
)
from turnout.modules.order_reviews.types import OrderReview, OrderReviewFigures

blueprint = StrictBlueprint(
    "order_reviews",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Orders that a fraud rule holds until somebody of the team decides",
)


@blueprint.route("/events/<uuid:event_id>/order-reviews")
class OrderReviews(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listOrderReviews")
    @blueprint.arguments(ReviewArguments, location="query")
    @blueprint.response(200, page_of(OrderReview))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[OrderReview]:
        """List the orders of an event that are held for review; those held first stand first."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_reviews(ctx, event_id, request, state=query["state"])


@blueprint.route("/events/<uuid:event_id>/order-review-figures")
class Figures(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getOrderReviewFigures")
    @blueprint.response(200, response(OrderReviewFigures))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> OrderReviewFigures:
        """Count the orders of an event that are or were held for review, by state."""
        return service.count_reviews(ctx, event_id)


@blueprint.route("/orders/<uuid:order_id>/review")
class OneReview(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getOrderReview")
    @blueprint.response(200, response(OrderReview))
    def get(self, ctx: OrganizationContext, order_id: UUID) -> OrderReview:
        """Show why an order is held; 404 where nothing holds it."""
        return service.get_review(ctx, order_id)


@blueprint.route("/orders/<uuid:order_id>/review/approve")
class Approve(MethodView):
    @requires(policies.DECIDE)
    @blueprint.doc(operationId="approveOrderReview")
    @blueprint.arguments(ReviewApprovalSchema)
    @blueprint.response(200, response(OrderReview))
    @idempotent(OrderReview)
    def post(self, ctx: OrganizationContext, said: dict[str, Any], order_id: UUID) -> OrderReview:
        """Approve a held order: it goes on as if nothing had held it."""
        return service.decide_review(ctx, order_id, ReviewVerdict.APPROVED, **said)


@blueprint.route("/orders/<uuid:order_id>/review/refuse")
class Refuse(MethodView):
    @requires(policies.DECIDE)
    @blueprint.doc(operationId="refuseOrderReview")
    @blueprint.arguments(ReviewRefusalSchema)
    @blueprint.response(200, response(OrderReview))
    @idempotent(OrderReview)
    def post(self, ctx: OrganizationContext, said: dict[str, Any], order_id: UUID) -> OrderReview:
        """Refuse a held order: it is cancelled, its places come back, its money goes back."""
        return service.decide_review(ctx, order_id, ReviewVerdict.REFUSED, **said)


blueprints = (blueprint,)
