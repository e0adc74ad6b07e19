"""HTTP of blocked addresses for the team."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.blocked_addresses import policies, service
from turnout.modules.blocked_addresses.schemas import (
    BlockedAddressArguments,
    BlockedAddressUpdateSchema,
    NewBlockedAddressSchema,
)
from turnout.modules.blocked_addresses.types import BlockedAddress, NewBlockedAddress

Tagged: TypeAlias = tuple[BlockedAddress, int, dict[str, str]]
blueprint = StrictBlueprint(
    "blocked_addresses",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/blocked-addresses",
    description="E-mail addresses, domains and networks whose orders are held or refused.",
)


@blueprint.route("")
class BlockedAddresses(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(BlockedAddressArguments, location="query")
    @blueprint.response(200, page_of(BlockedAddress))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[BlockedAddress]:
        """List blocked addresses, the newest first."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_addresses(ctx, request, kind=query["kind"], text=query["q"])

    @requires(policies.EDIT)
    @blueprint.arguments(NewBlockedAddressSchema)
    @blueprint.response(201, response(BlockedAddress))
    def post(self, ctx: OrganizationContext, new: NewBlockedAddress) -> Tagged:
        """Block an e-mail address, a domain or a network, for good or until a moment."""
        return with_etag(service.create_address(ctx, new), 201)


@blueprint.route("/<uuid:blocked_address_id>")
class OneBlockedAddress(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(BlockedAddress))
    def get(self, ctx: OrganizationContext, blocked_address_id: UUID) -> Tagged:
        """Show a blocked address."""
        return with_etag(service.get_address(ctx, blocked_address_id))

    @requires(policies.EDIT)
    @blueprint.arguments(BlockedAddressUpdateSchema)
    @blueprint.response(200, response(BlockedAddress))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], blocked_address_id: UUID
    ) -> Tagged:
        """Change what happens, why, or until when. `If-Match` guards it."""
        changed = service.update_address(ctx, blocked_address_id, changes, version=if_match())
        return with_etag(changed)

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, blocked_address_id: UUID) -> None:
        """Unblock it; orders that it held are decided all the same."""
        service.delete_address(ctx, blocked_address_id, version=if_match())


blueprints = (blueprint,)
