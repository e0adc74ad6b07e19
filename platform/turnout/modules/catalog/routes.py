"""HTTP of ticket types for the team, and of the storefront for buyers."""

from contextlib import nullcontext
from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import idempotent, public, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import access_code
from turnout.kernel.http.secret_tries import counting_wrong_codes
from turnout.modules.catalog import policies, service, storefronts
from turnout.modules.catalog.passes import PassChoice, get_passes, list_pass_choices
from turnout.modules.catalog.schemas import (
    ListArguments,
    MoveTicketTypeSchema,
    NewPreviewSchema,
    NewTicketTypeSchema,
    OfferArguments,
    PassArguments,
    PreviewArguments,
    TicketTaxSchema,
    TicketTypeUpdateSchema,
)
from turnout.modules.catalog.storefronts import CreatedPreview, Preview, PreviewedShop
from turnout.modules.catalog.types import (
    NewTicketType,
    SeriesPassItem,
    Shop,
    TicketTax,
    TicketType,
)
from turnout.modules.ticket_prices.api import SellerUnknown

blueprint = StrictBlueprint(
    "catalog",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/ticket-types",
    description="What is on sale for an event.",
)


@blueprint.route("")
class TicketTypes(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(ListArguments, location="query")
    @blueprint.response(200, list_of(TicketType))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> dict[str, Any]:
        """List the ticket types of an event in their order, hidden and paused ones included."""
        found = service.list_ticket_types(ctx, event_id, archived=asked["archived"])
        return {"items": [TicketType.of_offer(each) for each in found]}

    @requires(policies.EDIT)
    @blueprint.arguments(NewTicketTypeSchema)
    @blueprint.response(201, response(TicketType))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Any:
        """Create a ticket type, an add-on or a bundle."""
        return with_etag(_created(self, ctx, new, event_id), 201)


@idempotent(TicketType)
def _created(
    _view: MethodView, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID
) -> TicketType:
    made = service.create_ticket_type(ctx, event_id, NewTicketType(**new))
    return TicketType.of_offer(made)


@blueprint.route("/pass-choices")
class PassChoices(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="listPassChoices")
    @blueprint.response(200, list_of(PassChoice))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the events of the series that a pass can admit to, with their ticket types."""
        return {"items": list_pass_choices(ctx, event_id)}


@blueprint.route("/tax")
class TaxOfTicketTypes(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getTicketTax")
    @blueprint.response(200, response(TicketTax))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TicketTax:
        """Say whether the prices of an event include tax, or the tax comes on top."""
        return service.get_ticket_tax(ctx, event_id)

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setTicketTax")
    @blueprint.arguments(TicketTaxSchema)
    @blueprint.response(200, response(TicketTax))
    def put(self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID) -> TicketTax:
        """State the prices of all ticket types of an event with tax, or without it.

        The numbers stay. Orders that were placed keep what they cost.
        """
        return service.set_ticket_tax(ctx, event_id, **body)


@blueprint.route("/<uuid:ticket_type_id>")
class OneTicketType(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(TicketType))
    def get(self, ctx: OrganizationContext, event_id: UUID, ticket_type_id: UUID) -> Any:
        """Show a ticket type, also an archived one."""
        found = service.get_ticket_type(ctx, event_id, ticket_type_id=ticket_type_id)
        return with_etag(TicketType.of_offer(found))

    @requires(policies.EDIT)
    @blueprint.arguments(TicketTypeUpdateSchema)
    @blueprint.response(200, response(TicketType))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        ticket_type_id: UUID,
    ) -> Any:
        """Change, pause or archive a ticket type."""
        changed = service.update_ticket_type(
            ctx, event_id, ticket_type_id=ticket_type_id, changes=changes, version=if_match()
        )
        return with_etag(TicketType.of_offer(changed))

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, ticket_type_id: UUID) -> None:
        """Delete a ticket type that was never ordered; archive others."""
        service.delete_ticket_type(ctx, event_id, ticket_type_id=ticket_type_id, version=if_match())


@blueprint.route("/<uuid:ticket_type_id>/move")
class Move(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(MoveTicketTypeSchema)
    @blueprint.response(200, response(TicketType))
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID, ticket_type_id: UUID
    ) -> Any:
        """Change the order of display: stand behind another ticket type, or first."""
        moved = service.move_ticket_type(
            ctx, event_id, ticket_type_id=ticket_type_id, version=if_match(), **body
        )
        return with_etag(TicketType.of_offer(moved))


shop = StrictBlueprint(
    "shop",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="What can be bought, and why not.",
)


@shop.route("/offers")
class Offers(MethodView):
    @public("buyers see what is on sale")
    @shop.arguments(OfferArguments, location="query")
    @shop.response(200, response(Shop))
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> Shop:
        """List what a buyer may choose now, and why not what may not be chosen."""
        with counting_wrong_codes(event_id, SellerUnknown) if asked["partner"] else nullcontext():
            return Shop.of(storefronts.get_storefront(ctx, event_id, **asked, code=access_code()))


passes = StrictBlueprint(
    "passes",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/public-series",
    description="What admits to several events of a series.",
)


@passes.route("/<slug>/passes")
class Passes(MethodView):
    @public("whoever sees the page of a series sees what it sells")
    @passes.arguments(PassArguments, location="query")
    @passes.response(200, list_of(SeriesPassItem))
    def get(self, ctx: PublicContext, asked: dict[str, Any], slug: str) -> dict[str, Any]:
        """List the passes of a public series with what is left of each."""
        found = get_passes(ctx, slug, **asked)
        return {"items": [SeriesPassItem.of_pass(each) for each in found]}


@shop.route("/shop-preview")
class ShopPreview(MethodView):
    @requires(policies.PREVIEW)
    @shop.arguments(PreviewArguments, location="query")
    @shop.response(200, response(Shop))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Shop:
        """Show the shop as it is at any instant, drafts included."""
        return Shop.of(storefronts.preview_storefront(ctx, event_id, **asked))


@shop.route("/shop-previews")
class ShopPreviews(MethodView):
    @requires(policies.PREVIEW)
    @shop.response(200, list_of(Preview))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the links that show the shop at any instant, newest first; not what opens them."""
        return {"items": storefronts.list_previews(ctx, event_id)}

    @requires(policies.PREVIEW)
    @shop.arguments(NewPreviewSchema)
    @shop.response(201, response(CreatedPreview))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> CreatedPreview:
        """Make such a link for people without an account; the answer tells its token this once."""
        return storefronts.create_preview(ctx, event_id, **new)


@shop.route("/shop-previews/<uuid:preview_id>")
class OneShopPreview(MethodView):
    @requires(policies.PREVIEW)
    @shop.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, preview_id: UUID) -> None:
        """Let a link show nothing any more."""
        storefronts.revoke_preview(ctx, event_id, preview_id=preview_id)


@shop.route("/previewed-shop/<token>")
class PreviewedShops(MethodView):
    @public("whoever was given the link looks at the shop of a draft, or at another time")
    @shop.arguments(PreviewArguments, location="query")
    @shop.response(200, response(PreviewedShop))
    def get(
        self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID, token: str
    ) -> PreviewedShop:
        """Show the shop as it is at any instant, drafts included, to who has a link."""
        found = storefronts.get_previewed_storefront(ctx, event_id, token=token, **asked)
        return PreviewedShop.of(found)


blueprints = (blueprint, shop, passes)
