"""HTTP of verifications: proofs and applications, the moderators' queue, the badge's withdrawal."""

from typing import Any, Final
from uuid import UUID

from flask import Response, request
from flask.views import MethodView
from werkzeug.datastructures import FileStorage

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.access import operates, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.verifications import policies, rules
from turnout.modules.verifications.errors import DocumentTooLarge
from turnout.modules.verifications.schemas import (
    ApplicationSearchArguments,
    BadgeWithdrawalSchema,
    VerificationDecisionSchema,
)
from turnout.modules.verifications.service import applications, badges, documents
from turnout.modules.verifications.types import (
    ApplicationDetail,
    ApplicationRequest,
    NewDocument,
    VerificationStatus,
)

blueprint = StrictBlueprint(
    "verifications",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/verification",
    description="What proves that an organization is who it says, and its badge",
)
BINARY: Final = {"format": "binary", "type": "string"}
MOST_BYTES: Final = rules.MOST_DOCUMENTS * rules.MAX_DOCUMENT_BYTES + 20_000
FORM: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "documents": {
                            "type": "array",
                            "items": BINARY,
                            "maxItems": rules.MOST_DOCUMENTS,
                        },
                        "note": {"type": "string", "maxLength": rules.LONGEST_NOTE},
                    },
                }
            }
        },
    }
}


@blueprint.route("")
class OneVerification(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getVerification")
    @blueprint.response(200, response(VerificationStatus))
    def get(self, ctx: OrganizationContext) -> VerificationStatus:
        """Show what is proven, whether pages show the badge, and the last application."""
        return badges.get_verification(ctx)


@blueprint.route("/application")
class OneApplication(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="applyForVerification", **FORM)
    @blueprint.response(201, response(VerificationStatus))
    def post(self, ctx: OrganizationContext) -> VerificationStatus:
        """Bring documents (PDF, PNG, JPEG; up to three of 5 MB) as multipart/form-data.

        Moderators alone open them; they are deleted some days after the decision. A badge that was
        withdrawn is asked for again with a note, with or without documents.
        """
        note, given = _given()
        return applications.apply(ctx, given, note=note)

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="withdrawVerificationApplication")
    @blueprint.response(200, response(VerificationStatus))
    def delete(self, ctx: OrganizationContext) -> VerificationStatus:
        """Take back the application that waits."""
        return applications.withdraw_application(ctx)


queue = StrictBlueprint(
    "platform-verifications",
    __name__,
    url_prefix="/api/v1/platform/verification-applications",
    description="Applications for the verification badge, for the platform's moderators",
)


@queue.route("")
class Queue(MethodView):
    @operates(policies.READ_QUEUE)
    @queue.doc(operationId="listVerificationApplications")
    @queue.arguments(ApplicationSearchArguments, location="query")
    @queue.response(200, page_of(ApplicationRequest))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[ApplicationRequest]:
        """List applications, the oldest first."""
        wanted = page_request(asked["cursor"], asked["limit"])
        return applications.list_applications(ctx, wanted, state=asked["state"])


@queue.route("/<uuid:verification_application_id>")
class OneRequest(MethodView):
    @operates(policies.READ_QUEUE)
    @queue.doc(operationId="getVerificationApplication")
    @queue.response(200, response(ApplicationDetail))
    def get(self, ctx: OperatorContext, verification_application_id: UUID) -> ApplicationDetail:
        """Show an application with who asks, what they brought and what is proven."""
        return applications.get_application(ctx, verification_application_id)


@queue.route("/<uuid:verification_application_id>/documents/<uuid:verification_document_id>")
class OneDocument(MethodView):
    @operates(policies.OPEN_DOCUMENTS, is_personal=True)
    @queue.doc(operationId="openVerificationDocument")
    @queue.response(200, BINARY, content_type="*/*")
    def get(
        self,
        ctx: OperatorContext,
        verification_application_id: UUID,
        verification_document_id: UUID,
    ) -> Response:
        """Download a document; that it was opened stands among the operators' acts."""
        opened = documents.open_document(ctx, verification_application_id, verification_document_id)
        answer = Response(opened.data, mimetype=opened.document.media_type)
        extension = opened.document.media_type.rpartition("/")[2]
        named = f'attachment; filename="document-{opened.document.id}.{extension}"'
        answer.headers["Content-Disposition"] = named
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


@queue.route("/<uuid:verification_application_id>/decision")
class Decisions(MethodView):
    @operates(policies.DECIDE, confirmed=True)
    @queue.doc(operationId="decideVerificationApplication")
    @queue.arguments(VerificationDecisionSchema)
    @queue.response(200, response(ApplicationDetail))
    def post(
        self, ctx: OperatorContext, asked: dict[str, Any], verification_application_id: UUID
    ) -> ApplicationDetail:
        """Approve or decline an application; its owners get the reason by mail."""
        return applications.decide_application(ctx, verification_application_id, **asked)


tenants = StrictBlueprint(
    "platform-verification-badges",
    __name__,
    url_prefix="/api/v1/platform/organizations/<uuid:tenant_id>/verification",
    description="Badges of organizations, for the platform's moderators",
)


@tenants.route("/withdraw")
class Withdrawal(MethodView):
    @operates(policies.DECIDE, confirmed=True)
    @tenants.doc(operationId="withdrawVerificationBadge")
    @tenants.arguments(BadgeWithdrawalSchema)
    @tenants.response(204)
    def post(self, ctx: OperatorContext, asked: dict[str, Any], tenant_id: UUID) -> None:
        """Take the badge back; it returns by an approved application only."""
        badges.withdraw_badge(ctx, tenant_id, reason=asked["reason"])


def _given() -> tuple[str, list[NewDocument]]:
    """The note and the documents of a form."""
    if (request.content_length or 0) > MOST_BYTES:
        raise DocumentTooLarge(limit_bytes=rules.MAX_DOCUMENT_BYTES)
    request.max_content_length = MOST_BYTES
    unknown = sorted({*request.form, *request.files} - {"note", "documents"})
    sent = [_read(each) for each in request.files.getlist("documents")]
    if unknown:
        raise Invalid(FieldError(f"/{unknown[0][:60]}", "There is no such field.", "unknown"))
    return request.form.get("note", ""), [each for each in sent if each.name]


def _read(sent: FileStorage) -> NewDocument:
    with sent.stream as stream:
        data = stream.read(rules.MAX_DOCUMENT_BYTES + 1)
    return NewDocument(name=sent.filename or "", data=data)


blueprints = (blueprint, queue, tenants)
