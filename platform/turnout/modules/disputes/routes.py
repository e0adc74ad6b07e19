"""HTTP of the dispute desk: a dispute, the draft of its evidence, sending it or letting it go."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.disputes import policies
from turnout.modules.disputes.schemas import EvidenceSchema
from turnout.modules.disputes.service import evidence, responses
from turnout.modules.disputes.types import DisputeCase, DisputeResponse, EvidenceDraft

blueprint = StrictBlueprint(
    "disputes",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payment-disputes/<uuid:dispute_id>",
    description="Answering a dispute: evidence with what the platform knows, or letting it go",
)


@blueprint.route("")
class OneDispute(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getDispute")
    @blueprint.response(200, response(DisputeCase))
    def get(self, ctx: OrganizationContext, dispute_id: UUID) -> Any:
        """Show a dispute: its deadline, the draft, what the platform can state, what was sent."""
        return with_etag(evidence.get_case(ctx, dispute_id))


@blueprint.route("/evidence")
class DisputeEvidence(MethodView):
    @requires(policies.ANSWER)
    @blueprint.doc(operationId="setDisputeEvidence")
    @blueprint.arguments(EvidenceSchema)
    @blueprint.response(200, response(DisputeCase))
    def put(self, ctx: OrganizationContext, draft: EvidenceDraft, dispute_id: UUID) -> Any:
        """Keep the draft of the evidence; nothing is sent. `If-Match` guards it."""
        return with_etag(evidence.save_draft(ctx, dispute_id, draft, version=if_match()))


@blueprint.route("/submit")
class DisputeSubmission(MethodView):
    @requires(policies.ANSWER)
    @blueprint.doc(operationId="submitDisputeEvidence")
    @blueprint.response(202, response(DisputeResponse))
    @idempotent(DisputeResponse)
    def post(self, ctx: OrganizationContext, dispute_id: UUID) -> DisputeResponse:
        """Send the draft to the provider, which takes it once; `If-Match` says which was seen."""
        return responses.submit_evidence(ctx, dispute_id, version=if_match())


@blueprint.route("/accept")
class DisputeAcceptance(MethodView):
    @requires(policies.ANSWER)
    @blueprint.doc(operationId="acceptDispute")
    @blueprint.response(202, response(DisputeResponse))
    @idempotent(DisputeResponse)
    def post(self, ctx: OrganizationContext, dispute_id: UUID) -> DisputeResponse:
        """Let the dispute go: the money stays with the buyer, and that cannot be taken back."""
        return responses.accept_dispute(ctx, dispute_id)


blueprints = (blueprint,)
