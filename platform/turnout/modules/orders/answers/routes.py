"""HTTP of answer files: sent for an order, listed, taken back."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import TenantContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.files import api as files
from turnout.modules.orders import policies
from turnout.modules.orders.answers import service
from turnout.modules.orders.answers.rules import MAX_FILE_BYTES
from turnout.modules.orders.answers.types import SentFile
from turnout.modules.orders.errors import FileTooLarge
from turnout.modules.orders.secrets import requires_buyer_or

blueprint = StrictBlueprint(
    "order-files",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>/files",
    description="Files that answer questions of an event's form",
)
UPLOAD: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": UPLOAD}}}}
ENVELOPE_BYTES = 10_000
"""The size of the multipart envelope around one file."""


@blueprint.route("")
class OrderFiles(MethodView):
    @requires_buyer_or(policies.READ)
    @blueprint.response(200, list_of(SentFile))
    def get(self, ctx: TenantContext, order_id: UUID) -> dict[str, list[SentFile]]:
        """List what was sent, each with a link that lapses after ten minutes."""
        return {"items": service.list_files(ctx, order_id)}

    @requires_buyer_or(policies.EDIT)
    @blueprint.doc(**FORM)
    @blueprint.response(201, response(SentFile))
    def post(self, ctx: TenantContext, order_id: UUID) -> SentFile:
        """Send one file as multipart/form-data; its `id` is the answer to a question for a file."""
        return service.add_file(ctx, order_id, _upload())


@blueprint.route("/<uuid:file_id>")
class OneOrderFile(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: TenantContext, order_id: UUID, file_id: UUID) -> None:
        """Take back a file that no answer names."""
        service.remove_file(ctx, order_id, file_id=file_id)


def _upload() -> files.Upload:
    most = MAX_FILE_BYTES + ENVELOPE_BYTES
    if (request.content_length or 0) > most:
        raise FileTooLarge(limit_bytes=MAX_FILE_BYTES)
    request.max_content_length = most
    offered = request.files.get("file")
    if offered is None or len(request.files) != 1 or request.form:
        says = "Send one file in the field “file” of a form, and nothing else."
        raise Invalid(FieldError("/file", says, "missing"))
    data = offered.stream.read()
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(limit_bytes=MAX_FILE_BYTES)
    return files.Upload(
        name=offered.filename or "", data=data, declared_type=offered.mimetype or ""
    )
