"""HTTP of SAML connections: metadata of both sides, certificates and how they roll over."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_answer, file_document, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.saml import policies
from turnout.modules.saml.schemas import SamlConnectionUpdateSchema, SamlMetadataSchema
from turnout.modules.saml.service import connections, metadata
from turnout.modules.saml.types import NewMetadata, SamlConnection

METADATA_TYPE = "application/samlmetadata+xml"

blueprint = StrictBlueprint(
    "saml",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/identity-providers"
    "/<uuid:identity_provider_id>/saml",
    description="How an organization's identity provider speaks SAML",
)


@blueprint.route("")
class SamlConnections(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="getSamlConnection")
    @blueprint.response(200, response(SamlConnection))
    def get(self, ctx: OrganizationContext, identity_provider_id: UUID) -> Any:
        """Show what to copy to the provider, what it told us, and certificates with warnings."""
        return with_etag(connections.get_connection(ctx, identity_provider_id))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="updateSamlConnection")
    @blueprint.arguments(SamlConnectionUpdateSchema)
    @blueprint.response(200, response(SamlConnection))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], identity_provider_id: UUID
    ) -> Any:
        """Set a provider up by hand, or change which attributes count and what is allowed."""
        return with_etag(
            connections.update_connection(ctx, identity_provider_id, changes, version=if_match())
        )


@blueprint.route("/metadata")
class SamlMetadata(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="setSamlMetadata")
    @blueprint.arguments(SamlMetadataSchema)
    @blueprint.response(200, response(SamlConnection))
    def post(self, ctx: OrganizationContext, new: NewMetadata, identity_provider_id: UUID) -> Any:
        """Take the provider's metadata, by address or as a document; an empty body fetches anew."""
        return with_etag(metadata.set_metadata(ctx, identity_provider_id, new))


@blueprint.route("/service-metadata")
class SamlServiceMetadata(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(
        operationId="downloadSamlServiceMetadata",
        **file_document(METADATA_TYPE, "Our metadata, to be given to the provider"),
    )
    def get(self, ctx: OrganizationContext, identity_provider_id: UUID) -> Response:
        """Download our metadata for this provider."""
        content = connections.get_service_metadata(ctx, identity_provider_id)
        return file_answer(content, "turnout-metadata.xml", media_type=METADATA_TYPE)


@blueprint.route("/service-certificates")
class SamlServiceCertificates(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="createSamlServiceCertificate")
    @blueprint.response(201, response(SamlConnection))
    def post(self, ctx: OrganizationContext, identity_provider_id: UUID) -> SamlConnection:
        """Make our next certificate for this provider; it signs once it is activated."""
        return connections.make_next_certificate(ctx, identity_provider_id)


@blueprint.route("/service-certificates/<uuid:certificate_id>/activate")
class SamlServiceCertificateActivations(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="activateSamlServiceCertificate")
    @blueprint.response(200, response(SamlConnection))
    def post(
        self, ctx: OrganizationContext, identity_provider_id: UUID, certificate_id: UUID
    ) -> SamlConnection:
        """Sign by this certificate from now on; the one before still decrypts."""
        return connections.activate_certificate(ctx, identity_provider_id, certificate_id)


@blueprint.route("/service-certificates/<uuid:certificate_id>")
class OneSamlServiceCertificate(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="deleteSamlServiceCertificate")
    @blueprint.response(204)
    def delete(
        self, ctx: OrganizationContext, identity_provider_id: UUID, certificate_id: UUID
    ) -> None:
        """Delete a certificate of ours that does not sign, with its key."""
        connections.delete_certificate(ctx, identity_provider_id, certificate_id)


blueprints = (blueprint,)
