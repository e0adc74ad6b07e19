"""HTTP of agencies: the agencies of an organization, and the clients of an agency."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.agencies import policies, service
from turnout.modules.agencies.schemas import (
    AgencyLinkUpdateSchema,
    ClientListUpdateSchema,
    NewAgencyLinkSchema,
    PageOfLinksArguments,
)
from turnout.modules.agencies.types import AgencyLink, AgencyLinkOffer, ClientList

blueprint = StrictBlueprint(
    "agencies",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Agencies that act for other organizations",
)


@blueprint.route("/agency-links")
class AgencyLinks(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageOfLinksArguments, location="query")
    @blueprint.response(200, page_of(AgencyLink))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[AgencyLink]:
        """List the agencies that act for this organization, or offer to."""
        return service.list_agency_links(ctx, page_request(asked["cursor"], asked["limit"]))


@blueprint.route("/agency-links/<uuid:link_id>")
class OneAgencyLink(MethodView):
    @requires(policies.OWN, confirmed=True)
    @blueprint.arguments(AgencyLinkUpdateSchema)
    @blueprint.response(200, response(AgencyLink))
    def patch(self, ctx: OrganizationContext, changes: dict[str, Any], link_id: UUID) -> AgencyLink:
        """Say how lately the agency's members must have proved themselves by a second factor."""
        return service.demand_second_factor(ctx, link_id, changes["second_factor_minutes"])

    @requires(policies.OWN)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, link_id: UUID) -> None:
        """Decline an offer, or show the agency out at once.

        Invitations that it sent and memberships that it granted end too, but for those kept.
        """
        service.end_link(ctx, link_id)


@blueprint.route("/agency-links/<uuid:link_id>/accept")
class AcceptedAgencyLink(MethodView):
    @requires(policies.OWN, confirmed=True)
    @blueprint.response(200, response(AgencyLink))
    def post(self, ctx: OrganizationContext, link_id: UUID) -> AgencyLink:
        """Let the agency in with the offered scope."""
        return service.accept_link(ctx, link_id)


@blueprint.route("/clients")
class Clients(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageOfLinksArguments, location="query")
    @blueprint.response(200, page_of(AgencyLink))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[AgencyLink]:
        """List the clients of this agency, offers and ended links too."""
        return service.list_clients(ctx, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.CLIENTS_MANAGE, confirmed=True)
    @blueprint.arguments(NewAgencyLinkSchema)
    @blueprint.response(201, response(AgencyLink))
    def post(self, ctx: OrganizationContext, offer: AgencyLinkOffer) -> AgencyLink:
        """Offer to act for another organization."""
        return service.offer_link(ctx, offer)


@blueprint.route("/clients/<uuid:link_id>")
class OneClient(MethodView):
    @requires(policies.CLIENTS_MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, link_id: UUID) -> None:
        """Withdraw an offer, or stop acting for a client at once."""
        service.end_client_link(ctx, link_id)


@blueprint.route("/members/<uuid:member_id>/clients")
class ClientsOfMember(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(ClientList))
    def get(self, ctx: OrganizationContext, member_id: UUID) -> Any:
        """Show in which clients a member of the agency may act; `ETag` is for `If-Match`."""
        return with_etag(service.get_client_list(ctx, member_id))

    @requires(policies.MEMBERS_MANAGE, confirmed=True)
    @blueprint.arguments(ClientListUpdateSchema)
    @blueprint.response(200, response(ClientList))
    def put(self, ctx: OrganizationContext, asked: dict[str, Any], member_id: UUID) -> Any:
        """Let a member of the agency act in these clients only, from their next request on."""
        clients = asked["clients"]
        return with_etag(service.update_client_list(ctx, member_id, clients, version=if_match()))


blueprints = (blueprint,)
