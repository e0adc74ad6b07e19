"""HTTP of event approvals: how it stands for the organizer, and the moderators' queue."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import operates, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.event_approvals import policies, service
from turnout.modules.event_approvals.schemas import DecisionSchema, RequestSearchArguments
from turnout.modules.event_approvals.types import ApprovalRequest, EventApproval, RequestDetail

blueprint = StrictBlueprint(
    "event-approvals",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Whether the platform's moderators approved an event",
)


@blueprint.route("/events/<uuid:event_id>/approval")
class OneApproval(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getEventApproval")
    @blueprint.response(200, response(EventApproval))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> EventApproval:
        """Show whether a moderator approved an event; 404 where none was ever asked."""
        return service.get_approval(ctx, event_id)


queue = StrictBlueprint(
    "platform-event-approvals",
    __name__,
    url_prefix="/api/v1/platform/event-approvals",
    description="Events that wait for a moderator of the platform",
)


@queue.route("")
class Queue(MethodView):
    @operates(policies.READ_QUEUE)
    @queue.doc(operationId="listEventApprovals")
    @queue.arguments(RequestSearchArguments, location="query")
    @queue.response(200, page_of(ApprovalRequest))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[ApprovalRequest]:
        """List requests for approval, the oldest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.list_requests(ctx, request, state=asked["state"])


@queue.route("/<uuid:event_approval_id>")
class OneRequest(MethodView):
    @operates(policies.READ_QUEUE)
    @queue.doc(operationId="getEventApprovalRequest")
    @queue.response(200, response(RequestDetail))
    def get(self, ctx: OperatorContext, event_approval_id: UUID) -> RequestDetail:
        """Show a request with the event that nobody can see yet."""
        return service.get_request(ctx, event_approval_id)


@queue.route("/<uuid:event_approval_id>/decision")
class Decisions(MethodView):
    @operates(policies.DECIDE, confirmed=True)
    @queue.doc(operationId="decideEventApproval")
    @queue.arguments(DecisionSchema)
    @queue.response(200, response(RequestDetail))
    def post(
        self, ctx: OperatorContext, asked: dict[str, Any], event_approval_id: UUID
    ) -> RequestDetail:
        """Approve an event, which publishes it, or decline it with a reason."""
        return service.decide_approval(ctx, event_approval_id, **asked)


blueprints = (blueprint, queue)
