"""HTTP of ownership claims: links from agencies and operators, claims by link and by domain."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OperatorContext, OrganizationContext, PersonContext
from turnout.kernel.http.access import operates, personal, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.ownership_claims import policies, service
from turnout.modules.ownership_claims.schemas import (
    ClaimByLinkSchema,
    NewClaimLinkSchema,
    NewDomainClaimSchema,
    NewPlatformClaimLinkSchema,
    RevokedClaimLinkSchema,
)
from turnout.modules.ownership_claims.types import ClaimedOrganization, ClaimLink, DomainClaim

blueprint = StrictBlueprint(
    "ownership-claim-links",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/claim-link",
    description="The link by which an organization without an owner is claimed",
)
platform = StrictBlueprint(
    "platform-ownership-claim-links",
    __name__,
    url_prefix="/api/v1/platform/organizations/<uuid:tenant_id>/claim-link",
    description="Links by which organizations without an owner are claimed, from operators",
)
of_person = StrictBlueprint(
    "ownership-claims",
    __name__,
    url_prefix="/api/v1/me/ownership-claims",
    description="Claiming an organization that nobody owns",
)


@blueprint.route("")
class OneClaimLink(MethodView):
    @requires(policies.HAND_OUT, confirmed=True)
    @blueprint.doc(operationId="createClaimLink")
    @blueprint.arguments(NewClaimLinkSchema)
    @blueprint.response(201, response(ClaimLink))
    def post(self, ctx: OrganizationContext, new: dict[str, Any]) -> ClaimLink:
        """As its agency, make the link that the organization is claimed by; it works once."""
        return service.create_link(ctx, days=new["days"])

    @requires(policies.HAND_OUT)
    @blueprint.doc(operationId="revokeClaimLink")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext) -> None:
        """End the open link."""
        service.revoke_link(ctx)


@platform.route("")
class PlatformClaimLink(MethodView):
    @operates(policies.HAND_OUT_ANY, confirmed=True)
    @platform.doc(operationId="createPlatformClaimLink")
    @platform.arguments(NewPlatformClaimLinkSchema)
    @platform.response(201, response(ClaimLink))
    def post(self, ctx: OperatorContext, new: dict[str, Any], tenant_id: UUID) -> ClaimLink:
        """Make the link that an organization without an owner is claimed by."""
        return service.create_platform_link(ctx, tenant_id, **new)


@platform.route("/revoke")
class RevokedPlatformClaimLink(MethodView):
    @operates(policies.HAND_OUT_ANY, confirmed=True)
    @platform.doc(operationId="revokePlatformClaimLink")
    @platform.arguments(RevokedClaimLinkSchema)
    @platform.response(204)
    def post(self, ctx: OperatorContext, told: dict[str, str], tenant_id: UUID) -> None:
        """End the open link, whoever made it; nobody claims the organization by it any more."""
        service.revoke_platform_link(ctx, tenant_id, reason=told["reason"])


@of_person.route("/by-link")
class ClaimsByLink(MethodView):
    @personal(limited="secret", confirmed=True)
    @of_person.doc(operationId="claimOrganizationByLink")
    @of_person.arguments(ClaimByLinkSchema)
    @of_person.response(200, response(ClaimedOrganization))
    def post(self, ctx: PersonContext, asked: dict[str, Any]) -> ClaimedOrganization:
        """Own an organization from now on, by a link that you were given."""
        return service.claim_by_link(ctx, asked["organization_id"], asked["secret"])


@of_person.route("")
class DomainClaims(MethodView):
    @personal(limited="secret")
    @of_person.doc(operationId="startOwnershipClaim")
    @of_person.arguments(NewDomainClaimSchema)
    @of_person.response(201, response(DomainClaim))
    def post(self, ctx: PersonContext, asked: dict[str, Any]) -> DomainClaim:
        """Begin a claim; set the TXT record of the answer, then have it verified."""
        return service.start_claim(ctx, asked["slug"], asked["host"])


@of_person.route("/<uuid:ownership_claim_id>")
class OneDomainClaim(MethodView):
    @personal()
    @of_person.doc(operationId="getOwnershipClaim")
    @of_person.response(200, response(DomainClaim))
    def get(self, ctx: PersonContext, ownership_claim_id: UUID) -> DomainClaim:
        """Show a claim of yours with its record."""
        return service.get_claim(ctx, ownership_claim_id)


@of_person.route("/<uuid:ownership_claim_id>/verify")
class VerifiedClaim(MethodView):
    @personal(limited="secret", confirmed=True)
    @of_person.doc(operationId="verifyOwnershipClaim")
    @of_person.response(200, response(ClaimedOrganization))
    def post(self, ctx: PersonContext, ownership_claim_id: UUID) -> ClaimedOrganization:
        """Look for the DNS record now, and own the organization by it."""
        return service.verify_claim(ctx, ownership_claim_id)


blueprints = (blueprint, platform, of_person)
