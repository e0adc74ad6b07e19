"""HTTP of bulk actions: each starts a job, which is looked at among the jobs."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.bulk_actions import policies, service
from turnout.modules.bulk_actions.schemas import (
    BulkDecisionSchema,
    BulkEventMoveSchema,
    BulkMoveSchema,
    BulkRefundSchema,
    BulkReviewApprovalSchema,
    BulkReviewRefusalSchema,
    BulkTagSchema,
    ChosenOrdersSchema,
)
from turnout.modules.bulk_actions.types import BulkAction
from turnout.modules.jobs.api import Job

blueprint = StrictBlueprint(
    "bulk-actions",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/bulk-actions",
    description="The same done to many orders, as a job",
)


@blueprint.route("/refund-orders")
class BulkRefund(MethodView):
    @requires(policies.REFUND, confirmed=True)
    @blueprint.doc(operationId="refundOrders")
    @blueprint.arguments(BulkRefundSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Refund what is left of many orders; each is refunded once, however often it is tried."""
        return service.start(ctx, BulkAction.REFUND, **body)


@blueprint.route("/cancel-orders")
class BulkCancel(MethodView):
    @requires(policies.EDIT, confirmed=True)
    @blueprint.doc(operationId="cancelOrders")
    @blueprint.arguments(ChosenOrdersSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Cancel many orders that hold no money."""
        return service.start(ctx, BulkAction.CANCEL, **body)


@blueprint.route("/resend-tickets")
class BulkResend(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="resendTicketsOfOrders")
    @blueprint.arguments(ChosenOrdersSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Send the tickets of many orders to their buyers again."""
        return service.start(ctx, BulkAction.RESEND, **body)


@blueprint.route("/tag-orders")
class BulkTag(MethodView):
    @requires(policies.TAG)
    @blueprint.doc(operationId="tagOrders")
    @blueprint.arguments(BulkTagSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Give many orders one tag more."""
        return service.start(ctx, BulkAction.TAG, **body)


@blueprint.route("/move-orders")
class BulkMove(MethodView):
    @requires(policies.MOVE)
    @blueprint.doc(operationId="moveOrders")
    @blueprint.arguments(BulkMoveSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Let tickets of many orders of an event be another ticket type, each order on its own."""
        return service.start(ctx, BulkAction.MOVE, **body)


@blueprint.route("/move-orders-to-event")
class BulkEventMove(MethodView):
    @requires(policies.MOVE)
    @blueprint.doc(operationId="moveOrdersToEvent")
    @blueprint.arguments(BulkEventMoveSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Let many orders be of another event, each order on its own and as a whole."""
        return service.start(ctx, BulkAction.MOVE_EVENT, **body)


@blueprint.route("/approve-applications")
class BulkApprove(MethodView):
    @requires(policies.DECIDE)
    @blueprint.doc(operationId="approveApplications")
    @blueprint.arguments(BulkDecisionSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Approve many applications; what was decided meanwhile stays as it is."""
        return service.start(ctx, BulkAction.APPROVE, **body)


@blueprint.route("/deny-applications")
class BulkDeny(MethodView):
    @requires(policies.DECIDE)
    @blueprint.doc(operationId="denyApplications")
    @blueprint.arguments(BulkDecisionSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Deny many applications; their orders are cancelled and the places come back."""
        return service.start(ctx, BulkAction.DENY, **body)


@blueprint.route("/approve-order-reviews")
class BulkApproveReviews(MethodView):
    @requires(policies.REVIEW)
    @blueprint.doc(operationId="approveOrderReviews")
    @blueprint.arguments(BulkReviewApprovalSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Approve many orders that are held for review; what was decided stays as it is."""
        return service.start(ctx, BulkAction.APPROVE_REVIEW, **body)


@blueprint.route("/refuse-order-reviews")
class BulkRefuseReviews(MethodView):
    @requires(policies.REVIEW)
    @blueprint.doc(operationId="refuseOrderReviews")
    @blueprint.arguments(BulkReviewRefusalSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Job:
        """Refuse many orders that are held for review; their money goes back."""
        return service.start(ctx, BulkAction.REFUSE_REVIEW, **body)


blueprints = (blueprint,)
