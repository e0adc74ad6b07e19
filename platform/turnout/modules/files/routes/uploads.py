"""HTTP of uploads that a browser sends by itself: plan, send, complete."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.files import policies, rules
from turnout.modules.files.errors import FileTooLarge
from turnout.modules.files.schemas import FileSchema, PlannedUploadSchema, UploadPlanSchema
from turnout.modules.files.service import uploads
from turnout.modules.files.types import File, PlannedUpload, UploadPlan

blueprint = StrictBlueprint(
    "uploads",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/files/uploads",
    description="Uploads of files that go to the store directly",
)


@blueprint.route("")
class Uploads(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(UploadPlanSchema)
    @blueprint.response(201, PlannedUploadSchema)
    def post(self, ctx: OrganizationContext, plan: dict[str, Any]) -> PlannedUpload:
        """Reserve room for a file and say where to send it."""
        return uploads.plan_upload(ctx, UploadPlan(**plan))


@blueprint.route("/<uuid:upload_id>/complete")
class Completion(MethodView):
    @requires(policies.WRITE)
    @blueprint.response(201, FileSchema)
    def post(self, ctx: OrganizationContext, upload_id: UUID) -> File:
        """Check what was sent and keep it; repeating gives the same file."""
        return uploads.complete_upload(ctx, upload_id)


@blueprint.route("/<uuid:upload_id>/<signature>")
class Reception(MethodView):
    @public("the signed address is the permission, and it lapses", limited="write")
    @blueprint.doc(
        requestBody={
            "required": True,
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    )
    @blueprint.response(204)
    def put(self, ctx: PublicContext, upload_id: UUID, signature: str) -> None:
        """Send the content of a planned upload as the body, with the agreed Content-Type."""
        if request.content_length is None:
            raise Invalid(FieldError("#Content-Length", "Say how long the content is."))
        if request.content_length > rules.MAX_FILE_BYTES:
            raise FileTooLarge(limit_bytes=rules.MAX_FILE_BYTES)
        request.max_content_length = rules.MAX_FILE_BYTES
        uploads.receive_upload(
            ctx,
            upload_id,
            signature,
            media_type=request.mimetype,
            data=request.get_data(cache=False),
        )
