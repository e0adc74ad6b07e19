"""HTTP of contents: by a signed address, public ones, and drawings of public images."""

from uuid import UUID

from flask import Response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

from turnout.kernel.context import PublicContext
from turnout.kernel.http.access import public
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.files import rules
from turnout.modules.files.models import FileKind
from turnout.modules.files.service import files, pictures
from turnout.modules.files.types import OpenFile, StoreRedirect

blueprint = StrictBlueprint(
    "contents",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/files/<uuid:file_id>",
    description="Contents of files",
)
BINARY = {"format": "binary", "type": "string"}


@blueprint.route("/content/<signature>")
class SignedContent(MethodView):
    @public("the signed address is the permission, and it lapses")
    @blueprint.response(200, BINARY, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID, signature: str) -> Response:
        """Download a file by a signed address; the answer may lead to the store itself."""
        opened = files.open_signed(ctx, file_id, signature)
        if isinstance(opened, StoreRedirect):
            return _lead(opened)
        return _serve(opened, cache="private, no-store")


@blueprint.route("/public")
class PublicContent(MethodView):
    @public("only files that the organization made public")
    @blueprint.response(200, BINARY, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID) -> Response:
        """Show a public file, such as an event's cover."""
        return _serve(files.open_public(ctx, file_id), cache="public, max-age=86400")


@blueprint.route("/drawings/<drawing>")
class Drawing(MethodView):
    @public("only drawings of images that the organization made public")
    @blueprint.response(200, BINARY, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID, drawing: str) -> Response:
        """Show a public image in another width and format; its address never means another."""
        opened = pictures.open_variant(ctx, file_id, drawing)
        return _serve(opened, cache="public, max-age=31536000, immutable")


def _serve(opened: OpenFile, *, cache: str) -> Response:
    """Only images that we wrote ourselves are shown; everything else is saved, never opened."""
    file = opened.file
    response = Response(opened.pieces, mimetype=file.media_type)
    response.content_length = file.bytes
    response.headers["Content-Disposition"] = rules.disposition(
        file.name, inline=file.kind is FileKind.IMAGE
    )
    response.headers["Content-Security-Policy"] = rules.POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-site"
    response.headers["Cache-Control"] = cache
    response.set_etag(file.sha256)
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=file.bytes)
    except HTTPException:
        response.close()
        raise
    return response


def _lead(elsewhere: StoreRedirect) -> Response:
    response = Response(status=302)
    response.headers["Location"] = elsewhere.url
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
