"""HTTP of data requests: a person's own, and those that an organization received."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PersonContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import personal, requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match
from turnout.modules.data_requests import policies
from turnout.modules.data_requests.schemas import (
    AskedOrganizationArguments,
    DataRequestArguments,
    DataRequestReasonSchema,
    GrantSchema,
    NewDataRequestSchema,
)
from turnout.modules.data_requests.service import decisions, requests
from turnout.modules.data_requests.types import (
    AskedOrganization,
    DataRequestState,
    OwnDataRequest,
    ReceivedDataRequest,
)
from turnout.modules.orders.api import CorrectableAnswer

me_blueprint = StrictBlueprint(
    "my-data-requests",
    __name__,
    url_prefix="/api/v1/me/data-requests",
    description="Having your data put right, and objecting to what it is used for",
)
blueprint = StrictBlueprint(
    "data-requests",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/data-requests",
    description="What people ask about their data, with deadlines",
)


@me_blueprint.route("")
class MyDataRequests(MethodView):
    @personal()
    @me_blueprint.doc(operationId="listMyDataRequests")
    @me_blueprint.response(200, list_of(OwnDataRequest))
    def get(self, ctx: PersonContext) -> dict[str, Any]:
        """List what you asked of organizers, the latest first."""
        return {"items": requests.list_own_requests(ctx)}

    @personal(limited="export", confirmed=True)
    @me_blueprint.doc(operationId="createMyDataRequest")
    @me_blueprint.arguments(NewDataRequestSchema)
    @me_blueprint.response(201, response(OwnDataRequest))
    def post(self, ctx: PersonContext, asked: dict[str, Any]) -> OwnDataRequest:
        """Ask an organizer to put something right, or object to a purpose.

        They have a month. A mail tells what became of it.
        """
        return requests.create_request(ctx, asked["organization_id"], asked["new"])


@me_blueprint.route("/organizations")
class AskedOrganizations(MethodView):
    @personal()
    @me_blueprint.doc(operationId="listAskedOrganizations")
    @me_blueprint.response(200, list_of(AskedOrganization))
    def get(self, ctx: PersonContext) -> dict[str, Any]:
        """List the organizations where you bought, hold tickets, or follow."""
        return {"items": requests.list_organizations(ctx)}


@me_blueprint.route("/answers")
class CorrectableAnswers(MethodView):
    @personal()
    @me_blueprint.doc(operationId="listCorrectableAnswers")
    @me_blueprint.arguments(AskedOrganizationArguments, location="query")
    @me_blueprint.response(200, list_of(CorrectableAnswer))
    def get(self, ctx: PersonContext, asked: dict[str, UUID]) -> dict[str, Any]:
        """List what you wrote on an organization's forms, to have one of it put right."""
        return {"items": requests.list_correctable_answers(ctx, asked["organization_id"])}


@me_blueprint.route("/<uuid:data_request_id>/withdraw")
class WithdrawnDataRequest(MethodView):
    @personal()
    @me_blueprint.doc(operationId="withdrawMyDataRequest")
    @me_blueprint.response(200, response(OwnDataRequest))
    def post(self, ctx: PersonContext, data_request_id: UUID) -> OwnDataRequest:
        """Take a request back that nobody has answered."""
        return requests.withdraw_request(ctx, data_request_id)


@blueprint.route("")
class ReceivedDataRequests(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listDataRequests")
    @blueprint.arguments(DataRequestArguments, location="query")
    @blueprint.response(200, page_of(ReceivedDataRequest))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[ReceivedDataRequest]:
        """List what people ask about their data, the oldest first."""
        states = [DataRequestState(asked["state"])] if asked["state"] else list(DataRequestState)
        wanted = page_request(asked["cursor"], asked["limit"])
        return decisions.list_received(ctx, wanted, states=states)


@blueprint.route("/<uuid:data_request_id>")
class OneDataRequest(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getDataRequest")
    @blueprint.response(200, response(ReceivedDataRequest))
    def get(self, ctx: OrganizationContext, data_request_id: UUID) -> ReceivedDataRequest:
        """Show what somebody asks, until when, and what can be answered."""
        return decisions.get_received(ctx, data_request_id)


@blueprint.route("/<uuid:data_request_id>/grant")
class GrantedDataRequest(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="grantDataRequest")
    @blueprint.arguments(GrantSchema)
    @blueprint.response(200, response(ReceivedDataRequest))
    def post(
        self, ctx: OrganizationContext, told: dict[str, str], data_request_id: UUID
    ) -> ReceivedDataRequest:
        """Put a name or an answer right, or stop news or the sharing with sponsors.

        For anything else the note says what you did by hand. The person gets a mail.
        """
        return decisions.grant_request(ctx, data_request_id, **told, version=if_match())


@blueprint.route("/<uuid:data_request_id>/refuse")
class RefusedDataRequest(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="refuseDataRequest")
    @blueprint.arguments(DataRequestReasonSchema)
    @blueprint.response(200, response(ReceivedDataRequest))
    def post(
        self, ctx: OrganizationContext, told: dict[str, str], data_request_id: UUID
    ) -> ReceivedDataRequest:
        """Refuse with a reason, which the person gets by mail; never news or sponsors."""
        return decisions.refuse_request(ctx, data_request_id, **told, version=if_match())


@blueprint.route("/<uuid:data_request_id>/extend")
class ExtendedDataRequest(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="extendDataRequest")
    @blueprint.arguments(DataRequestReasonSchema)
    @blueprint.response(200, response(ReceivedDataRequest))
    def post(
        self, ctx: OrganizationContext, told: dict[str, str], data_request_id: UUID
    ) -> ReceivedDataRequest:
        """Take two months more, once and within the first month; the person is told why."""
        return decisions.extend_request(ctx, data_request_id, **told, version=if_match())


blueprints = (me_blueprint, blueprint)
