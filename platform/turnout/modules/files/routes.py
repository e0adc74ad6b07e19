"""HTTP of files: upload, list, links that lapse, and the two ways a content is served."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import public, requires
from turnout.kernel.pagination import Page, page_request
from turnout.kernel.parsing import StrictBlueprint
from turnout.modules.files import policies, rules, service
from turnout.modules.files.errors import FileTooLarge
from turnout.modules.files.models import Kind, Visibility
from turnout.modules.files.schemas import (
    FileChangeSchema,
    FilePageArguments,
    FilePageSchema,
    FileSchema,
    LinkRequestSchema,
    LinkSchema,
)

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
                        "visibility": {"type": "string", "enum": list(Visibility)},
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
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[service.File]:
        """List files, newest first."""
        return service.list_files(ctx, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.WRITE)
    @blueprint.doc(**FORM)
    @blueprint.response(201, FileSchema)
    def post(self, ctx: OrganizationContext) -> service.File:
        """Upload one file as multipart/form-data; images are written anew without metadata."""
        return service.store(ctx, _upload())


@blueprint.route("/<uuid:file_id>")
class OneFile(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, FileSchema)
    def get(self, ctx: OrganizationContext, file_id: UUID) -> service.File:
        """Show what is known of a file."""
        return service.get_file(ctx, file_id)

    @requires(policies.WRITE)
    @blueprint.arguments(FileChangeSchema)
    @blueprint.response(200, FileSchema)
    def patch(
        self, ctx: OrganizationContext, change: dict[str, Any], file_id: UUID
    ) -> service.File:
        """Make a file public or private."""
        return service.show_file(ctx, file_id, change["visibility"])

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, file_id: UUID) -> None:
        """Delete a file that nothing shows any more."""
        service.delete_file(ctx, file_id)


@blueprint.route("/<uuid:file_id>/links")
class Links(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(LinkRequestSchema)
    @blueprint.response(201, LinkSchema)
    def post(
        self, ctx: OrganizationContext, wish: dict[str, Any], file_id: UUID
    ) -> service.SignedLink:
        """Make an address that gives the file to whoever has it, until it lapses."""
        return service.signed_url(ctx, file_id, expires_in_seconds=wish["expires_in_seconds"])


@blueprint.route("/<uuid:file_id>/content/<signature>")
class SignedContent(MethodView):
    @public("the signed address is the permission, and it lapses")
    @blueprint.response(200, {"format": "binary", "type": "string"}, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID, signature: str) -> Response:
        """Download a file by a signed address."""
        return _serve(service.open_signed(ctx, file_id, signature), cache="private, no-store")


@blueprint.route("/<uuid:file_id>/public")
class PublicContent(MethodView):
    @public("only files that the organization made public")
    @blueprint.response(200, {"format": "binary", "type": "string"}, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID) -> Response:
        """Show a public file, such as an event's cover."""
        opened = service.open_public(ctx, file_id)
        response = _serve(opened, cache="public, max-age=86400")
        response.set_etag(opened.file.sha256)
        response.make_conditional(request)
        return response


def _upload() -> service.Upload:
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
        visibility = Visibility(request.form.get("visibility", Visibility.PRIVATE))
    except ValueError as wrong:
        raise Invalid(FieldError("/visibility", "Choose private or public.")) from wrong
    return service.Upload(
        name=offered.filename or "",
        data=offered.stream.read(),
        declared_type=offered.mimetype or "",
        visibility=visibility,
    )


def _serve(opened: service.OpenFile, *, cache: str) -> Response:
    """Only images that we wrote ourselves are shown; everything else is saved, never opened."""
    file = opened.file
    response = Response(opened.pieces, mimetype=file.media_type)
    response.content_length = file.bytes
    response.headers["Content-Disposition"] = rules.disposition(
        file.name, inline=file.kind is Kind.IMAGE
    )
    response.headers["Content-Security-Policy"] = rules.POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-site"
    response.headers["Cache-Control"] = cache
    return response


blueprints = (blueprint,)
