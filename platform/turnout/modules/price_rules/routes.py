"""HTTP of price rules for the team."""

from typing import Any, TypeAlias
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import access_code
from turnout.kernel.http.secret_tries import counting_wrong_codes
from turnout.kernel.security.address_proofs import ADDRESS_HEADER, proven_address
from turnout.modules.member_lists.api import MemberNumberRefused
from turnout.modules.price_rules import demand, policies, service
from turnout.modules.price_rules.members import Buyer
from turnout.modules.price_rules.schemas import (
    DemandPriceUpdateSchema,
    ExplainArguments,
    MemberPriceCheckSchema,
    NewDemandPriceSchema,
    NewPriceRuleSchema,
    PriceRuleUpdateSchema,
)
from turnout.modules.price_rules.types import (
    BuyerPrices,
    DemandPlan,
    DemandPrice,
    Explanation,
    NewPriceRule,
    PriceRule,
)
from turnout.modules.ticket_prices.api import AT_THE_DESK, Seller, SellerUnknown

Tagged: TypeAlias = tuple[PriceRule, int, dict[str, str]]
TaggedDemand: TypeAlias = tuple[DemandPrice, int, dict[str, str]]
EVENT = "/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
blueprint = StrictBlueprint(
    "price_rules",
    __name__,
    url_prefix=f"{EVENT}/price-rules",
    description="What ticket types cost when, and how a price came about.",
)
demand_blueprint = StrictBlueprint(
    "demand_prices",
    __name__,
    url_prefix=f"{EVENT}/demand-prices",
    description="Prices that demand moves: by the share that is taken and the time that is left.",
)

members_blueprint = StrictBlueprint(
    "member_prices",
    __name__,
    url_prefix=f"{EVENT}/check-member-price",
    description="What ticket types cost who is a member.",
)


@blueprint.route("")
class PriceRules(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(PriceRule))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the price rules of an event by ticket type, paused ones included."""
        return {"items": service.list_rules(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(NewPriceRuleSchema)
    @blueprint.response(201, response(PriceRule))
    def post(self, ctx: OrganizationContext, new: NewPriceRule, event_id: UUID) -> Tagged:
        """Create a price rule; one that overlaps another or is never in force is refused."""
        return with_etag(service.create_rule(ctx, event_id, new), 201)


@blueprint.route("/explain/<uuid:ticket_type_id>")
class ExplainPrice(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="explainPrice")
    @blueprint.arguments(ExplainArguments, location="query")
    @blueprint.response(200, response(Explanation))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID, ticket_type_id: UUID
    ) -> Explanation:
        """Say what a ticket type costs at an instant, with so many sold, and why."""
        return service.explain(ctx, event_id, ticket_type_id=ticket_type_id, **query)


@blueprint.route("/<uuid:price_rule_id>")
class OnePriceRule(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(PriceRule))
    def get(self, ctx: OrganizationContext, event_id: UUID, price_rule_id: UUID) -> Tagged:
        """Show a price rule."""
        return with_etag(service.get_rule(ctx, event_id, price_rule_id))

    @requires(policies.EDIT)
    @blueprint.arguments(PriceRuleUpdateSchema)
    @blueprint.response(200, response(PriceRule))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        price_rule_id: UUID,
    ) -> Tagged:
        """Change, pause or resume a price rule. `If-Match` guards it."""
        changed = service.update_rule(ctx, event_id, price_rule_id, changes, version=if_match())
        return with_etag(changed)

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, price_rule_id: UUID) -> None:
        """Delete a price rule; orders that were placed keep their price."""
        service.delete_rule(ctx, event_id, price_rule_id, version=if_match())


@demand_blueprint.route("")
class DemandPrices(MethodView):
    @requires(policies.READ)
    @demand_blueprint.response(200, list_of(DemandPrice))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the prices of an event that demand moves, paused ones included."""
        return {"items": demand.list_prices(ctx, event_id)}

    @requires(policies.EDIT)
    @demand_blueprint.arguments(NewDemandPriceSchema)
    @demand_blueprint.response(201, response(DemandPrice))
    def post(self, ctx: OrganizationContext, plan: DemandPlan, event_id: UUID) -> TaggedDemand:
        """Let demand move the price of a ticket type, between a floor and a ceiling."""
        return with_etag(demand.create_price(ctx, event_id, plan), 201)


@demand_blueprint.route("/<uuid:demand_price_id>")
class OneDemandPrice(MethodView):
    @requires(policies.READ)
    @demand_blueprint.response(200, response(DemandPrice))
    def get(self, ctx: OrganizationContext, event_id: UUID, demand_price_id: UUID) -> TaggedDemand:
        """Show a demand price, and how far from the list price it is."""
        return with_etag(demand.get_price(ctx, event_id, demand_price_id))

    @requires(policies.EDIT)
    @demand_blueprint.arguments(DemandPriceUpdateSchema)
    @demand_blueprint.response(200, response(DemandPrice))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        demand_price_id: UUID,
    ) -> TaggedDemand:
        """Change, pause or resume a demand price. `If-Match` guards it."""
        changed = demand.update_price(ctx, event_id, demand_price_id, changes, version=if_match())
        return with_etag(changed)

    @requires(policies.EDIT)
    @demand_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, demand_price_id: UUID) -> None:
        """Delete a demand price; orders that were placed keep their price."""
        demand.delete_price(ctx, event_id, demand_price_id, version=if_match())


@members_blueprint.route("")
class CheckMemberPrice(MethodView):
    @public("buyers show that they are members; wrong numbers are counted")
    @members_blueprint.doc(operationId="checkMemberPrice")
    @members_blueprint.arguments(MemberPriceCheckSchema)
    @members_blueprint.response(200, response(BuyerPrices))
    def post(self, ctx: PublicContext, body: dict[str, Any], event_id: UUID) -> BuyerPrices:
        """Say what ticket types cost a member; nothing is used yet."""
        buyer = Buyer(
            member_number=body["member_number"].strip(),
            address=proven_address(request.headers.get(ADDRESS_HEADER, "")),
        )
        seller = AT_THE_DESK if body["at_desk"] else Seller.of(ctx, body["partner"])
        with counting_wrong_codes(event_id, MemberNumberRefused, SellerUnknown):
            return service.price_for(
                ctx,
                event_id,
                body["ticket_type_ids"],
                buyer,
                currency=body["currency"],
                access_code=access_code(),
                seller=seller,
            )


blueprints = (blueprint, demand_blueprint, members_blueprint)
