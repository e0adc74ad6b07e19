"""HTTP of applications: an event's list, one order's, and the decision."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.applications import policies, service
from turnout.modules.applications.schemas import ApplicationArguments, DecisionMessageSchema
from turnout.modules.applications.types import (
    Application,
    ApplicationFigures,
    ApplicationVerdict,
)

blueprint = StrictBlueprint(
    "applications",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Orders that the organizer approves or denies before they count",
)


@blueprint.route("/events/<uuid:event_id>/applications")
class Applications(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listApplications")
    @blueprint.arguments(ApplicationArguments, location="query")
    @blueprint.response(200, page_of(Application))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[Application]:
        """List the applications of an event with their answers; the first to apply stand first."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_applications(ctx, event_id, request, state=query["state"])


@blueprint.route("/events/<uuid:event_id>/application-figures")
class Figures(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getApplicationFigures")
    @blueprint.response(200, response(ApplicationFigures))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> ApplicationFigures:
        """Count the applications of an event by their state."""
        return service.count_applications(ctx, event_id)


@blueprint.route("/orders/<uuid:order_id>/application")
class OneApplication(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getApplication")
    @blueprint.response(200, response(Application))
    def get(self, ctx: OrganizationContext, order_id: UUID) -> Application:
        """Show the application with an order; 404 where nobody applied with it."""
        return service.get_application(ctx, order_id)


@blueprint.route("/orders/<uuid:order_id>/application/approve")
class Approve(MethodView):
    @requires(policies.DECIDE)
    @blueprint.doc(operationId="approveApplication")
    @blueprint.arguments(DecisionMessageSchema)
    @blueprint.response(200, response(Application))
    @idempotent(Application)
    def post(self, ctx: OrganizationContext, said: dict[str, Any], order_id: UUID) -> Application:
        """Approve an application: free it is confirmed, else its buyer is asked to pay."""
        return service.decide_application(ctx, order_id, ApplicationVerdict.APPROVED, **said)


@blueprint.route("/orders/<uuid:order_id>/application/deny")
class Deny(MethodView):
    @requires(policies.DECIDE)
    @blueprint.doc(operationId="denyApplication")
    @blueprint.arguments(DecisionMessageSchema)
    @blueprint.response(200, response(Application))
    @idempotent(Application)
    def post(self, ctx: OrganizationContext, said: dict[str, Any], order_id: UUID) -> Application:
        """Deny an application: the order is cancelled and its places come back."""
        return service.decide_application(ctx, order_id, ApplicationVerdict.DENIED, **said)


blueprints = (blueprint,)
