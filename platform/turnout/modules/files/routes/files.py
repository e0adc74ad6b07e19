"""HTTP of files: upload through the platform, list, change, delete, links that lapse."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.files import policies, rules
from turnout.modules.files.errors import FileTooLarge
from turnout.modules.files.models import FileVisibility
from turnout.modules.files.schemas import (
    FileChangeSchema,
    FilePageArguments,
    FilePageSchema,
    FileSchema,
    LinkRequestSchema,
    LinkSchema,
    UsageSchema,
)
from turnout.modules.files.service import files, storage
from turnout.modules.files.service import files as files_service
from turnout.modules.files.types import File, SignedLink, Upload, Usage

blueprint = StrictBlueprint(
    "files",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/files",
    description="Files of an organization, private by default",
)
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "visibility": {"type": "string", "enum": list(FileVisibility)},
                    },
                }
            }
        },
    }
}
ENVELOPE_BYTES = 10_000
"""What multipart adds around one file."""


@blueprint.route("")
class Files(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(FilePageArguments, location="query")
    @blueprint.response(200, FilePageSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[File]:
        """List files, newest first."""
        return files_service.list_files(ctx, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.WRITE)
    @blueprint.doc(**FORM)
    @blueprint.response(201, FileSchema)
    def post(self, ctx: OrganizationContext) -> File:
        """Upload one file as multipart/form-data; images are written anew without metadata."""
        return storage.store(ctx, _upload())


@blueprint.route("/usage")
class Room(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, UsageSchema)
    def get(self, ctx: OrganizationContext) -> Usage:
        """Show how much room files, drawings and uploads under way take, of how much."""
        return storage.usage(ctx)


@blueprint.route("/<uuid:file_id>")
class OneFile(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, FileSchema)
    def get(self, ctx: OrganizationContext, file_id: UUID) -> File:
        """Show what is known of a file."""
        return files_service.get_file(ctx, file_id)

    @requires(policies.WRITE)
    @blueprint.arguments(FileChangeSchema)
    @blueprint.response(200, FileSchema)
    def patch(self, ctx: OrganizationContext, change: dict[str, Any], file_id: UUID) -> File:
        """Make a file public or private."""
        return files_service.show_file(ctx, file_id, change["visibility"])

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, file_id: UUID) -> None:
        """Delete a file that nothing shows any more."""
        files.delete_file(ctx, file_id)


@blueprint.route("/<uuid:file_id>/links")
class Links(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(LinkRequestSchema)
    @blueprint.response(201, LinkSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any], file_id: UUID) -> SignedLink:
        """Make an address that gives the file to whoever has it, until it lapses."""
        return files_service.signed_url(ctx, file_id, expires_in_seconds=wish["expires_in_seconds"])


def _upload() -> Upload:
    most = rules.MAX_FILE_BYTES + ENVELOPE_BYTES
    if (request.content_length or 0) > most:
        raise FileTooLarge(limit_bytes=rules.MAX_FILE_BYTES)
    request.max_content_length = most
    offered = request.files.get("file")
    if offered is None or len(request.files) != 1:
        raise Invalid(
            FieldError("/file", "Send one file in the field “file” of a form.", "missing")
        )
    if unknown := sorted(set(request.form) - {"visibility"}):
        raise Invalid(FieldError(f"/{unknown[0][:60]}", "There is no such field.", "unknown"))
    try:
        visibility = FileVisibility(request.form.get("visibility", FileVisibility.PRIVATE))
    except ValueError as wrong:
        raise Invalid(FieldError("/visibility", "Choose private or public.")) from wrong
    return Upload(
        name=offered.filename or "",
        data=offered.stream.read(),
        declared_type=offered.mimetype or "",
        visibility=visibility,
    )
