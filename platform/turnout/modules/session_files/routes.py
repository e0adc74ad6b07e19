"""HTTP of session files: of organizers, of visitors and attendees, and of speakers."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import public, requires, secret_in
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import LINK_SECRET, ORDER_SECRET
from turnout.kernel.http.request_info import access_code
from turnout.modules.events import api as events
from turnout.modules.files.api import MAX_FILE_BYTES
from turnout.modules.participation.api import HolderProof
from turnout.modules.session_files.schemas import (
    NewSessionFileSchema,
    SessionFileOrderSchema,
    SessionFileUpdateSchema,
    SubmissionArguments,
    VisibleFilesArguments,
)
from turnout.modules.session_files.service import downloads, session_files, submissions
from turnout.modules.session_files.types import (
    NewSessionFile,
    NewSubmission,
    SessionFile,
    Submission,
    VisibleSessionFile,
)

ORGANIZATION = "/api/v1/organizations/<uuid:organization_id>"
OF_SESSION = "/events/<uuid:event_id>/sessions/<uuid:session_id>/files"
BINARY = {"format": "binary", "type": "string"}
TICKET_HOLDER = "the holder of a ticket: signed in as its buyer, or with its order's secret"

blueprint = StrictBlueprint(
    "session-files",
    __name__,
    url_prefix=ORGANIZATION,
    description="Slides, handouts and recordings of sessions: files and links",
)


@blueprint.route(OF_SESSION)
class SessionFiles(MethodView):
    @requires(events.READ)
    @blueprint.response(200, page_of(SessionFile, called="SessionFilesSessionFileList"))
    def get(self, ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> Page[SessionFile]:
        """List a session's files and links in order, with their downloads."""
        return Page(session_files.list_session_files(ctx, event_id, session_id), None)

    @requires(events.WRITE)
    @blueprint.arguments(NewSessionFileSchema)
    @blueprint.response(201, response(SessionFile))
    def post(
        self, ctx: OrganizationContext, new: NewSessionFile, *, event_id: UUID, session_id: UUID
    ) -> Any:
        """Give the session a file of the organization, or a link."""
        return with_etag(session_files.create_session_file(ctx, event_id, session_id, new), 201)


@blueprint.route(f"{OF_SESSION}/order")
class SessionFileOrder(MethodView):
    @requires(events.WRITE)
    @blueprint.arguments(SessionFileOrderSchema)
    @blueprint.response(200, page_of(SessionFile, called="SessionFilesSessionFileList"))
    def put(
        self, ctx: OrganizationContext, wanted: dict[str, Any], *, event_id: UUID, session_id: UUID
    ) -> Page[SessionFile]:
        """Put the session's files in another order; 409 where they are no longer the same ones."""
        ids = wanted["ids"]
        return Page(session_files.order_session_files(ctx, event_id, session_id, ids), None)


@blueprint.route(f"{OF_SESSION}/<uuid:session_file_id>")
class OneSessionFile(MethodView):
    @requires(events.WRITE)
    @blueprint.arguments(SessionFileUpdateSchema)
    @blueprint.response(200, response(SessionFile))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        *,
        event_id: UUID,
        session_id: UUID,
        session_file_id: UUID,
    ) -> Any:
        """Change what it is, what it is called, for whom it is and from when."""
        return with_etag(
            session_files.update_session_file(
                ctx, event_id, session_id, session_file_id, changes=changes, version=if_match()
            )
        )

    @requires(events.WRITE)
    @blueprint.response(204)
    def delete(
        self, ctx: OrganizationContext, *, event_id: UUID, session_id: UUID, session_file_id: UUID
    ) -> None:
        """Take it from the session; a file stays among the organization's."""
        session_files.delete_session_file(ctx, event_id, session_id, session_file_id)


@blueprint.route(f"{OF_SESSION}/<uuid:session_file_id>/approve")
class SessionFileApproval(MethodView):
    @requires(events.WRITE)
    @blueprint.doc(operationId="approveSessionFile")
    @blueprint.response(200, response(SessionFile))
    def post(
        self, ctx: OrganizationContext, *, event_id: UUID, session_id: UUID, session_file_id: UUID
    ) -> Any:
        """Let people have what a speaker sent; again changes nothing."""
        return with_etag(
            session_files.approve_session_file(ctx, event_id, session_id, session_file_id)
        )


@blueprint.route("/events/<uuid:event_id>/session-files")
class PublicSessionFiles(MethodView):
    @public("the files of a shown event; a private one's for who has its code")
    @blueprint.doc(operationId="listPublicSessionFiles")
    @blueprint.arguments(VisibleFilesArguments, location="query")
    @blueprint.response(200, list_of(VisibleSessionFile))
    def get(
        self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[VisibleSessionFile]:
        """List the files of an event's sessions, with the addresses of those for everybody."""
        found = downloads.list_for_visitor(
            ctx,
            event_id,
            code=access_code(),
            session_id=asked["session_id"],
            languages=_languages(asked),
        )
        return Page(found, None)


@blueprint.route("/events/<uuid:event_id>/tickets/<uuid:ticket_id>/session-files")
class HeldSessionFiles(MethodView):
    @public(TICKET_HOLDER, limited="secret")
    @blueprint.doc(operationId="listHeldSessionFiles")
    @blueprint.arguments(VisibleFilesArguments, location="query")
    @blueprint.response(200, list_of(VisibleSessionFile))
    def get(
        self, ctx: PublicContext, asked: dict[str, Any], *, event_id: UUID, ticket_id: UUID
    ) -> Page[VisibleSessionFile]:
        """List them as the holder of a ticket sees them, with the addresses of what is open."""
        found = downloads.list_for_holder(
            ctx,
            event_id,
            ticket_id,
            proof=HolderProof(user_id=ctx.user_id, secret=request.headers.get(ORDER_SECRET, "")),
            session_id=asked["session_id"],
            languages=_languages(asked),
        )
        return Page(found, None)


def _languages(asked: dict[str, Any]) -> list[str]:
    return [asked["language"]] if asked["language"] else list(request.accept_languages.values())


@blueprint.route("/session-files/<uuid:session_file_id>/content/<signature>")
class SessionFileContent(MethodView):
    @public("the signed address is the permission, and it lapses")
    @blueprint.doc(responses={"302": {"description": "Leads to the content"}})
    def get(self, ctx: PublicContext, session_file_id: UUID, signature: str) -> Response:
        """Download a session file by a signed address; the answer leads to its content."""
        found = downloads.download_signed(
            ctx, session_file_id, signature, is_counted=request.method == "GET"
        )
        kept_apart = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
        return Response(status=302, headers={"Location": found, **kept_apart})


HOLDER = "whoever has the secret of a link sees what it opens, and nothing else"
OF_LINKS = "self-service"
"""Where the API's document lists what is done by links."""


@blueprint.route("/own-part/speaker/files", tags=[OF_LINKS])
class OwnSubmissions(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.response(200, list_of(Submission))
    def get(self, ctx: PublicContext) -> Page[Submission]:
        """List the files that the speaker of the link's secret sent."""
        return Page(submissions.list_submissions(ctx, secret_in(LINK_SECRET)), None)


@blueprint.route("/own-part/speaker/sessions/<uuid:session_id>/files", tags=[OF_LINKS])
class OwnSessionFiles(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.doc(requestBody={"required": True, "content": {"*/*": {"schema": BINARY}}})
    @blueprint.arguments(SubmissionArguments, location="query")
    @blueprint.response(201, response(Submission))
    def post(self, ctx: PublicContext, asked: dict[str, Any], session_id: UUID) -> Submission:
        """Take the body as a file of one of the speaker's sessions; an organizer approves it."""
        new = NewSubmission(
            session_id=session_id,
            kind=asked["kind"],
            title=asked["title"],
            name=asked["name"],
            data=_body(),
            declared_type=request.mimetype,
        )
        return submissions.submit_file(ctx, secret_in(LINK_SECRET), new)


@blueprint.route("/own-part/speaker/files/<uuid:session_file_id>", tags=[OF_LINKS])
class OwnSubmission(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.response(204)
    def delete(self, ctx: PublicContext, session_file_id: UUID) -> None:
        """Take back a file that nobody approved yet."""
        submissions.withdraw_submission(ctx, secret_in(LINK_SECRET), session_file_id)


def _body() -> bytes:
    request.max_content_length = MAX_FILE_BYTES
    return request.get_data(cache=False)


blueprints = (blueprint,)
