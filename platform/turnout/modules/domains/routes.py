"""HTTP of domains: named, proven, led to the pages; and who may have a certificate."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, Visitor
from turnout.kernel.errors import NotFound
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.domains import policies, service
from turnout.modules.domains.schemas import (
    CertificateArguments,
    DomainUpdateSchema,
    NewDomainSchema,
)
from turnout.modules.domains.types import Domain

blueprint = StrictBlueprint(
    "domains",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/domains",
    description="Domains that an organization has proven to be its own",
)
certificates = StrictBlueprint(
    "certificates",
    __name__,
    url_prefix="/api/v1/certificates",
    description="What issues certificates on demand asks here first",
)


@blueprint.route("")
class Domains(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(Domain))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the domains, proven or not, each with the DNS record that proves it."""
        return {"items": service.list_domains(ctx)}

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(NewDomainSchema)
    @blueprint.response(201, response(Domain))
    def post(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Domain:
        """Name a domain; set the TXT record of the answer, then have it verified."""
        return service.add_domain(ctx, asked["host"], leads_here=asked["leads_here"])


@blueprint.route("/<uuid:domain_id>")
class OneDomain(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Domain))
    def get(self, ctx: OrganizationContext, domain_id: UUID) -> Any:
        """Show a domain; its `ETag` is the version for `If-Match`."""
        return with_etag(service.get_domain(ctx, domain_id))

    @requires(policies.MANAGE)
    @blueprint.arguments(DomainUpdateSchema)
    @blueprint.response(200, response(Domain))
    def patch(self, ctx: OrganizationContext, asked: dict[str, Any], domain_id: UUID) -> Any:
        """Say whether visitors of this host come to the organization's pages."""
        changed = service.update_domain(
            ctx, domain_id, leads_here=asked["leads_here"], version=if_match()
        )
        return with_etag(changed)

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, domain_id: UUID) -> None:
        """Remove a domain; another organization may prove it from now on."""
        service.delete_domain(ctx, domain_id)


@blueprint.route("/<uuid:domain_id>/verify")
class Verification(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, response(Domain))
    def post(self, ctx: OrganizationContext, domain_id: UUID) -> Domain:
        """Look for the DNS record now."""
        return service.verify_domain(ctx, domain_id)


@certificates.route("/allowed")
class Allowed(MethodView):
    @public("says of a host only whether it leads to pages here, which its visitors see as well")
    @certificates.arguments(CertificateArguments, location="query")
    @certificates.response(204)
    def get(self, ctx: Visitor, asked: dict[str, Any]) -> None:
        """Say whether a certificate may be issued for a host: 204, or 404 for any other."""
        del ctx
        if service.find_home(asked["domain"]) is None:
            raise NotFound


blueprints = (blueprint, certificates)
