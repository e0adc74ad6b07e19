"""HTTP of refund previews."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.refund_previews import policies, service
from turnout.modules.refund_previews.schemas import RefundPreviewSchema
from turnout.modules.refund_previews.types import RefundPreview

blueprint = StrictBlueprint(
    "refund-previews",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>/refunds",
    description="What a refund would do",
)


@blueprint.route("/preview")
class Preview(MethodView):
    @requires(policies.REFUND)
    @blueprint.doc(operationId="previewRefund")
    @blueprint.arguments(RefundPreviewSchema)
    @blueprint.response(200, response(RefundPreview))
    def post(self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID) -> RefundPreview:
        """Say what the same refund would do; nothing is written and nobody is asked."""
        return service.preview_refund(ctx, order_id, **body)


blueprints = (blueprint,)
