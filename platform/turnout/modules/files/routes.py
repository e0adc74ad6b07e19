"""HTTP of files: files themselves, uploads, contents, files of events, the logo."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.files import policies, rules
from turnout.modules.files.errors import FileTooLarge
from turnout.modules.files.models import FileKind, FileVisibility
from turnout.modules.files.schemas import (
    EventFileUpdateSchema,
    FilePageArguments,
    FileUpdateSchema,
    LogoUpdateSchema,
    NewEventFileSchema,
    NewLinkSchema,
    UploadPlanSchema,
)
from turnout.modules.files.service import files, pictures, storage, uploads
from turnout.modules.files.types import (
    EventFile,
    File,
    Logo,
    NewEventFile,
    OpenFile,
    PlannedUpload,
    SignedLink,
    StoreRedirect,
    Upload,
    UploadPlan,
    Usage,
)
from turnout.modules.organizations import api as organizations

contents_blueprint = StrictBlueprint(
    "contents",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/files/<uuid:file_id>",
    description="Contents of files",
)
BINARY = {"format": "binary", "type": "string"}


@contents_blueprint.route("/content/<signature>")
class SignedContent(MethodView):
    @public("the signed address is the permission, and it lapses")
    @contents_blueprint.response(200, BINARY, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID, signature: str) -> Response:
        """Download a file by a signed address; the answer may lead to the store itself."""
        opened = files.open_signed(ctx, file_id, signature)
        if isinstance(opened, StoreRedirect):
            kept_apart = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
            return Response(status=302, headers={"Location": opened.url, **kept_apart})
        return _serve(opened, cache="private, no-store")


@contents_blueprint.route("/public")
class PublicContent(MethodView):
    @public("only files that the organization made public")
    @contents_blueprint.response(200, BINARY, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID) -> Response:
        """Show a public file, such as an event's cover."""
        return _serve(files.open_public(ctx, file_id), cache="public, max-age=86400")


@contents_blueprint.route("/drawings/<drawing>")
class VariantContent(MethodView):
    @public("only drawings of images that the organization made public")
    @contents_blueprint.response(200, BINARY, content_type="*/*")
    def get(self, ctx: PublicContext, file_id: UUID, drawing: str) -> Response:
        """Show a public image in another width and format; its address never means another."""
        opened = pictures.open_variant(ctx, file_id, drawing)
        return _serve(opened, cache="public, max-age=31536000, immutable")


def _serve(opened: OpenFile, *, cache: str) -> Response:
    """Only images that we wrote ourselves are shown; everything else is saved, never opened."""
    file = opened.file
    answer = Response(opened.pieces, mimetype=file.media_type)
    answer.content_length = file.bytes
    shown = file.kind is FileKind.IMAGE
    answer.headers["Content-Disposition"] = rules.disposition(file.name, inline=shown)
    answer.headers["Content-Security-Policy"] = rules.POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-site"
    answer.headers["Cache-Control"] = cache
    answer.set_etag(file.sha256)
    try:
        answer.make_conditional(request, accept_ranges=True, complete_length=file.bytes)
    except HTTPException:
        answer.close()
        raise
    return answer


event_files_blueprint = StrictBlueprint(
    "event-files",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/files",
    description="Materials and gallery of an event: for everybody, ticket holders or staff",
)


@event_files_blueprint.route("")
class EventFiles(MethodView):
    @requires(policies.READ)
    @event_files_blueprint.response(200, list_of(EventFile))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List an event's files in order, each with a link that lapses."""
        return {"items": files.list_for_staff(ctx, event_id)}

    @requires(policies.WRITE)
    @event_files_blueprint.arguments(NewEventFileSchema)
    @event_files_blueprint.response(201, response(EventFile))
    def post(self, ctx: OrganizationContext, new: NewEventFile, event_id: UUID) -> Any:
        """Give the event a file and say for whom it is."""
        return with_etag(files.attach(ctx, event_id, new), 201)


@event_files_blueprint.route("/<uuid:event_file_id>")
class OneEventFile(MethodView):
    @requires(policies.WRITE)
    @event_files_blueprint.arguments(EventFileUpdateSchema)
    @event_files_blueprint.response(200, response(EventFile))
    def patch(
        self,
        ctx: OrganizationContext,
        change: dict[str, Any],
        event_id: UUID,
        event_file_id: UUID,
    ) -> Any:
        """Change for whom a file is, its title or its place."""
        changed = files.update_event_file(
            ctx, event_id, event_file_id, change=change, version=if_match()
        )
        return with_etag(changed)

    @requires(policies.WRITE)
    @event_files_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, event_file_id: UUID) -> None:
        """Take a file from the event; the file itself stays."""
        files.detach(ctx, event_id, event_file_id)


files_blueprint = StrictBlueprint(
    "files",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/files",
    description="Files of an organization, private by default",
)
_FIELDS = {"file": BINARY, "visibility": {"type": "string", "enum": list(FileVisibility)}}
_SCHEMA = {"type": "object", "required": ["file"], "properties": _FIELDS}
_CONTENT = {"multipart/form-data": {"schema": _SCHEMA}}
FORM = {"requestBody": {"required": True, "content": _CONTENT}}
ENVELOPE_BYTES = 10_000
"""What multipart adds around one file."""


@files_blueprint.route("")
class Files(MethodView):
    @requires(policies.READ)
    @files_blueprint.arguments(FilePageArguments, location="query")
    @files_blueprint.response(200, page_of(File))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[File]:
        """List files, newest first."""
        wanted = page_request(asked["cursor"], asked["limit"])
        return files.list_files(ctx, wanted, kind=asked["kind"], text=asked["q"])

    @requires(policies.WRITE)
    @files_blueprint.doc(**FORM)
    @files_blueprint.response(201, response(File))
    def post(self, ctx: OrganizationContext) -> File:
        """Upload one file as multipart/form-data; images are written anew without metadata."""
        return storage.store(ctx, _upload())


@files_blueprint.route("/usage")
class StorageUsage(MethodView):
    @requires(policies.READ)
    @files_blueprint.response(200, response(Usage))
    def get(self, ctx: OrganizationContext) -> Usage:
        """Show how much room files, drawings and uploads under way take, of how much."""
        return storage.usage(ctx)


@files_blueprint.route("/<uuid:file_id>")
class OneFile(MethodView):
    @requires(policies.READ)
    @files_blueprint.response(200, response(File))
    def get(self, ctx: OrganizationContext, file_id: UUID) -> File:
        """Show what is known of a file."""
        return files.get_file(ctx, file_id)

    @requires(policies.WRITE)
    @files_blueprint.arguments(FileUpdateSchema)
    @files_blueprint.response(200, response(File))
    def patch(self, ctx: OrganizationContext, change: dict[str, Any], file_id: UUID) -> File:
        """Make a file public or private."""
        return files.set_visibility(ctx, file_id, change["visibility"])

    @requires(policies.WRITE)
    @files_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, file_id: UUID) -> None:
        """Delete a file that nothing shows any more."""
        files.delete_file(ctx, file_id)


@files_blueprint.route("/<uuid:file_id>/links")
class Links(MethodView):
    @requires(policies.READ)
    @files_blueprint.arguments(NewLinkSchema)
    @files_blueprint.response(201, response(SignedLink))
    def post(self, ctx: OrganizationContext, asked: dict[str, Any], file_id: UUID) -> SignedLink:
        """Make an address that gives the file to whoever has it, until it lapses."""
        return files.signed_url(ctx, file_id, expires_in_seconds=asked["expires_in_seconds"])


def _upload() -> Upload:
    most = rules.MAX_FILE_BYTES + ENVELOPE_BYTES
    if (request.content_length or 0) > most:
        raise FileTooLarge(limit_bytes=rules.MAX_FILE_BYTES)
    request.max_content_length = most
    offered = request.files.get("file")
    if offered is None or len(request.files) != 1:
        says = "Send one file in the field “file” of a form."
        raise Invalid(FieldError("/file", says, "missing"))
    if unknown := sorted(map(str, set(request.form) - {"visibility"})):
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


logo_blueprint = StrictBlueprint(
    "logo",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/logo",
    description="The logo that pages and mails of an organization show",
)


@logo_blueprint.route("")
class OneLogo(MethodView):
    @requires(organizations.MANAGE)
    @logo_blueprint.arguments(LogoUpdateSchema)
    @logo_blueprint.response(200, response(Logo))
    def put(self, ctx: OrganizationContext, body: dict[str, UUID]) -> Any:
        """Show a public image of the organization as its logo; `If-Match` is the organization's."""
        return with_etag(pictures.set_logo(ctx, body["file_id"], version=if_match()))

    @requires(organizations.MANAGE)
    @logo_blueprint.response(200, response(Logo))
    def delete(self, ctx: OrganizationContext) -> Any:
        """Take the logo away: pages show the name again."""
        return with_etag(pictures.set_logo(ctx, None, version=if_match()))


uploads_blueprint = StrictBlueprint(
    "uploads",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/files/uploads",
    description="Uploads of files that go to the store directly",
)


@uploads_blueprint.route("")
class Uploads(MethodView):
    @requires(policies.WRITE)
    @uploads_blueprint.arguments(UploadPlanSchema)
    @uploads_blueprint.response(201, response(PlannedUpload))
    def post(self, ctx: OrganizationContext, plan: UploadPlan) -> PlannedUpload:
        """Reserve room for a file and say where to send it."""
        return uploads.plan_upload(ctx, plan)


@uploads_blueprint.route("/<uuid:upload_id>/complete")
class Completion(MethodView):
    @requires(policies.WRITE)
    @uploads_blueprint.doc(operationId="completeUpload")
    @uploads_blueprint.response(201, response(File))
    def post(self, ctx: OrganizationContext, upload_id: UUID) -> File:
        """Check what was sent and keep it; repeating gives the same file."""
        return uploads.complete_upload(ctx, upload_id)


@uploads_blueprint.route("/<uuid:upload_id>/<string(minlength=20):signature>")
class Reception(MethodView):
    @public("the signed address is the permission, and it lapses", limited="write")
    @uploads_blueprint.doc(requestBody={"required": True, "content": {"*/*": {"schema": BINARY}}})
    @uploads_blueprint.response(204)
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


blueprints = (
    files_blueprint,
    uploads_blueprint,
    contents_blueprint,
    event_files_blueprint,
    logo_blueprint,
)
