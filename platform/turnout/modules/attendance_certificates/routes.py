"""HTTP of certificates of attendance: for the team, for who attended, and for who checks one."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext, TenantContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, public, requires, requires_secret
from turnout.kernel.http.answers import file_answer, file_document, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.secret_tries import counting_wrong_codes
from turnout.modules.attendance_certificates import policies
from turnout.modules.attendance_certificates.errors import AttendanceCertificateNotFound
from turnout.modules.attendance_certificates.schemas import (
    CertificateArguments,
    CertificateSettingsSchema,
    LanguageArguments,
    NewCertificateSchema,
    RevocationSchema,
)
from turnout.modules.attendance_certificates.service import certificates, documents, settings
from turnout.modules.attendance_certificates.types import (
    AttendanceCertificate,
    CertificateFigures,
    CertificateFile,
    CertificateProof,
    CertificateSettings,
    NewCertificateSettings,
)
from turnout.modules.orders import api as orders

PDF: Final = "application/pdf"
Tagged: TypeAlias = tuple[CertificateSettings, int, dict[str, str]]
blueprint = StrictBlueprint(
    "attendance_certificates",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Who came to an event may prove it, and anybody can check the proof.",
)
OF_EVENT: Final = "/events/<uuid:event_id>"
holds = requires_secret(
    header=orders.TICKET_HEADER, path_id="transfer_id", proves=orders.holds_ticket
)
ONE: Final = f"{OF_EVENT}/certificates/<uuid:certificate_id>"


@blueprint.route(f"{OF_EVENT}/certificate-settings")
class Settings(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getCertificateSettings")
    @blueprint.response(200, response(CertificateSettings))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Tagged:
        """Show what an event's certificates say, and who may have one."""
        return with_etag(settings.get_settings(ctx, event_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setCertificateSettings")
    @blueprint.arguments(CertificateSettingsSchema)
    @blueprint.response(200, response(CertificateSettings))
    def put(self, ctx: OrganizationContext, new: NewCertificateSettings, event_id: UUID) -> Tagged:
        """Replace what they say. Certificates that are downloaded from now on say it as well.

        `If-Match` guards it.
        """
        return with_etag(settings.update_settings(ctx, event_id, new, version=if_match()))


@blueprint.route(f"{OF_EVENT}/certificate-settings/sample.pdf")
class Sample(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getCertificateSample", **file_document(PDF, "One page."))
    @blueprint.arguments(LanguageArguments, location="query")
    def get(self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID) -> Response:
        """Download a certificate of nobody, as the settings are now."""
        return _pdf(documents.render_sample(ctx, event_id, language=query["language"]))


@blueprint.route(f"{OF_EVENT}/certificate-figures")
class Figures(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getCertificateFigures")
    @blueprint.response(200, response(CertificateFigures))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> CertificateFigures:
        """Count who may have a certificate, and who has one."""
        return settings.get_figures(ctx, event_id)


@blueprint.route(f"{OF_EVENT}/certificates")
class Certificates(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(CertificateArguments, location="query")
    @blueprint.response(200, page_of(AttendanceCertificate))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[AttendanceCertificate]:
        """List the certificates that were issued for an event, the newest first."""
        request = page_request(query["cursor"], query["limit"])
        return certificates.list_certificates(
            ctx, event_id, request, state=query["state"], text=query["q"]
        )

    @requires(policies.MANAGE)
    @blueprint.arguments(NewCertificateSchema)
    @blueprint.response(200, response(AttendanceCertificate))
    @idempotent(AttendanceCertificate)
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID
    ) -> AttendanceCertificate:
        """Issue the certificate of a ticket, or give the one that it has."""
        return certificates.issue_certificate(ctx, event_id, body["ticket_id"])


@blueprint.route(ONE)
class OneCertificate(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(AttendanceCertificate))
    def get(
        self, ctx: OrganizationContext, event_id: UUID, certificate_id: UUID
    ) -> AttendanceCertificate:
        """Show a certificate."""
        return certificates.get_certificate(ctx, event_id, certificate_id)


@blueprint.route(f"{ONE}/certificate.pdf")
class CertificatePdf(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="downloadCertificate", **file_document(PDF, "One page."))
    @blueprint.arguments(LanguageArguments, location="query")
    def get(
        self,
        ctx: OrganizationContext,
        query: dict[str, Any],
        event_id: UUID,
        certificate_id: UUID,
    ) -> Response:
        """Download a valid certificate."""
        return _pdf(
            documents.render_certificate(ctx, event_id, certificate_id, language=query["language"])
        )


@blueprint.route(f"{ONE}/revoke")
class Revocation(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="revokeCertificate")
    @blueprint.arguments(RevocationSchema)
    @blueprint.response(200, response(AttendanceCertificate))
    def post(
        self,
        ctx: OrganizationContext,
        body: dict[str, Any],
        event_id: UUID,
        certificate_id: UUID,
    ) -> AttendanceCertificate:
        """Take a certificate back: its code proves nothing from now on."""
        return certificates.revoke_certificate(ctx, event_id, certificate_id, reason=body["reason"])


@blueprint.route(f"{ONE}/reinstate")
class Reinstatement(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="reinstateCertificate")
    @blueprint.response(200, response(AttendanceCertificate))
    def post(
        self, ctx: OrganizationContext, event_id: UUID, certificate_id: UUID
    ) -> AttendanceCertificate:
        """Make a revoked certificate valid again."""
        return certificates.reinstate_certificate(ctx, event_id, certificate_id)


@blueprint.route("/orders/<uuid:order_id>/tickets/<uuid:ticket_id>/certificate.pdf")
class CertificateOfTicket(MethodView):
    @orders.requires_buyer_or(policies.MANAGE)
    @blueprint.doc(operationId="downloadCertificateOfTicket", **file_document(PDF, "One page."))
    @blueprint.arguments(LanguageArguments, location="query")
    def get(
        self, ctx: TenantContext, query: dict[str, Any], order_id: UUID, ticket_id: UUID
    ) -> Response:
        """Download the certificate of who came in with a ticket of this order.

        It is issued when it is first asked for, once the event is over.
        """
        return _pdf(
            documents.certificate_of_ticket(
                ctx, ticket_id, language=query["language"], order_id=order_id
            )
        )


@blueprint.route("/held-tickets/<uuid:transfer_id>/certificate.pdf")
class CertificateOfHeldTicket(MethodView):
    @holds
    @blueprint.doc(operationId="downloadCertificateOfHeldTicket", **file_document(PDF, "One page."))
    @blueprint.arguments(LanguageArguments, location="query")
    def get(self, ctx: PublicContext, query: dict[str, Any], transfer_id: UUID) -> Response:
        """Download the certificate of who came in with a ticket that was passed on to them."""
        ticket_id = documents.ticket_of_transfer(ctx, transfer_id)
        return _pdf(documents.certificate_of_ticket(ctx, ticket_id, language=query["language"]))


@blueprint.route("/certificates/<code>")
class Proof(MethodView):
    @public("anybody who was shown a certificate may check it; wrong codes are limited")
    @blueprint.doc(operationId="checkCertificate")
    @blueprint.response(200, response(CertificateProof))
    def get(self, ctx: PublicContext, code: str) -> CertificateProof:
        """Check the code of a certificate: whose it is, of which event, and whether it is valid."""
        with counting_wrong_codes(ctx.organization_id, AttendanceCertificateNotFound):
            return certificates.check_certificate(ctx, code)


def _pdf(file: CertificateFile) -> Response:
    return file_answer(file.content, f"{file.name}.pdf", media_type=PDF)


blueprints = (blueprint,)
