"""HTTP of payouts."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.accounting import policies
from turnout.modules.accounting.schemas.payouts import (
    PayoutArguments,
    PayoutDetailsSchema,
    PayoutPageSchema,
    RefreshedSchema,
    RefreshFields,
)
from turnout.modules.accounting.service import payouts as service
from turnout.modules.accounting.types import PayoutDetails, PayoutView, Refreshed

payouts = StrictBlueprint(
    "payouts",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payouts",
    description="Money that providers sent to the bank.",
)


@payouts.route("")
class Payouts(MethodView):
    @requires(policies.READ)
    @payouts.arguments(PayoutArguments, location="query")
    @payouts.response(200, PayoutPageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[PayoutView]:
        """List payouts, newest first."""
        return service.list_payouts(
            ctx,
            page_request(query["cursor"], query["limit"]),
            connection_id=query["connection_id"],
        )


@payouts.route("/refresh")
class Refresh(MethodView):
    @requires(policies.RECONCILE, limited="export")
    @payouts.arguments(RefreshFields)
    @payouts.response(200, RefreshedSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any]) -> Refreshed:
        """Read the report of a connection's provider now; a daily job does so by itself."""
        return service.refresh_payouts(ctx, wish["connection_id"], since=wish["since"])


@payouts.route("/<uuid:payout_id>")
class OnePayout(MethodView):
    @requires(policies.READ)
    @payouts.response(200, PayoutDetailsSchema)
    def get(self, ctx: OrganizationContext, payout_id: UUID) -> PayoutDetails:
        """Look at a payout, what it carried, and in what that disagrees with our payments."""
        return service.get_payout(ctx, payout_id)
