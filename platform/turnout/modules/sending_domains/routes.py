"""HTTP of sending domains: added, checked, given new keys, removed."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.sending_domains import policies, service
from turnout.modules.sending_domains.schemas import (
    NewSendingDomainSchema,
    SendingDomainUpdateSchema,
)
from turnout.modules.sending_domains.types import NewSendingDomain, SendingDomain

blueprint = StrictBlueprint(
    "sending-domains",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/sending-domains",
    description="Domains of its own from which an organization sends its mails",
)


@blueprint.route("")
class SendingDomains(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listSendingDomains")
    @blueprint.response(200, list_of(SendingDomain))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the domains, each with the DNS records that it needs and what stands there."""
        return {"items": service.list_domains(ctx)}

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="addSendingDomain")
    @blueprint.arguments(NewSendingDomainSchema)
    @blueprint.response(201, response(SendingDomain))
    def post(self, ctx: OrganizationContext, asked: NewSendingDomain) -> SendingDomain:
        """Add a domain; set the records of the answer, then have it checked."""
        return service.add_domain(ctx, asked)


@blueprint.route("/<uuid:domain_id>")
class OneSendingDomain(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSendingDomain")
    @blueprint.response(200, response(SendingDomain))
    def get(self, ctx: OrganizationContext, domain_id: UUID) -> Any:
        """Show a domain; its `ETag` is the version for `If-Match`."""
        return with_etag(service.get_domain(ctx, domain_id))

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="updateSendingDomain")
    @blueprint.arguments(SendingDomainUpdateSchema)
    @blueprint.response(200, response(SendingDomain))
    def patch(self, ctx: OrganizationContext, asked: dict[str, Any], domain_id: UUID) -> Any:
        """Change the address, or let mails leave by this domain."""
        return with_etag(service.update_domain(ctx, domain_id, **asked, version=if_match()))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="deleteSendingDomain")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, domain_id: UUID) -> None:
        """Remove a domain with its keys; mails leave by another one, or by the platform's."""
        service.delete_domain(ctx, domain_id)


@blueprint.route("/<uuid:domain_id>/check")
class Check(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="checkSendingDomain")
    @blueprint.response(200, response(SendingDomain))
    def post(self, ctx: OrganizationContext, domain_id: UUID) -> SendingDomain:
        """Look for the DNS records now; `records` says which is missing, and why."""
        return service.check_domain(ctx, domain_id)


@blueprint.route("/<uuid:domain_id>/rotate-key")
class KeyRotation(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="rotateSendingKey")
    @blueprint.response(200, response(SendingDomain))
    def post(self, ctx: OrganizationContext, domain_id: UUID) -> SendingDomain:
        """Make a second key under its own selector; it signs once its record is found."""
        return service.rotate_key(ctx, domain_id)


blueprints = (blueprint,)
