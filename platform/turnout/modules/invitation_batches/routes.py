"""HTTP of invitations by CSV: looked through, then sent."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.invitation_batches import policies, service
from turnout.modules.invitation_batches.schemas import InvitationBatchSchema
from turnout.modules.invitation_batches.types import InvitationReport

blueprint = StrictBlueprint(
    "invitation_batches",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/invitation-batches",
    description="Many people are invited by a list",
)


@blueprint.route("")
class InvitationBatches(MethodView):
    @requires(policies.INVITE, limited="secret", confirmed=True)
    @blueprint.arguments(InvitationBatchSchema)
    @blueprint.response(200, response(InvitationReport))
    def post(self, ctx: OrganizationContext, asked: dict[str, Any]) -> InvitationReport:
        """Invite everybody on a list, or nobody where a line is bad; nobody is invited twice."""
        return service.send_batch(ctx, asked["csv"], locale=asked["locale"])


@blueprint.route("/check")
class CheckedInvitationBatches(MethodView):
    @requires(policies.INVITE)
    @blueprint.doc(operationId="checkInvitationBatch")
    @blueprint.arguments(InvitationBatchSchema)
    @blueprint.response(200, response(InvitationReport))
    def post(self, ctx: OrganizationContext, asked: dict[str, Any]) -> InvitationReport:
        """Say what would become of each line; nothing is sent."""
        return service.check_batch(ctx, asked["csv"], locale=asked["locale"])


blueprints = (blueprint,)
