"""HTTP of buyer terms, of an organization and of an event."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import access_code
from turnout.modules.orders import policies
from turnout.modules.orders.schemas.buyer_terms import BuyerTermsFields, BuyerTermsSchema
from turnout.modules.orders.terms import service as buyer_terms
from turnout.modules.orders.terms.service import BuyerTermsView

Tagged: TypeAlias = tuple[BuyerTermsView, int, dict[str, str]]
blueprint = StrictBlueprint(
    "buyer-terms",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="What buyers may do by themselves, until when, and what comes back.",
)


@blueprint.route("/buyer-terms")
class GeneralTerms(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, BuyerTermsSchema)
    def get(self, ctx: OrganizationContext) -> Tagged:
        """Show what holds for every event that says nothing else."""
        return with_etag(buyer_terms.get_buyer_terms(ctx))

    @requires(policies.BUYER_TERMS)
    @blueprint.arguments(BuyerTermsFields)
    @blueprint.response(200, BuyerTermsSchema)
    def put(self, ctx: OrganizationContext, body: dict[str, Any]) -> Tagged:
        """Say what holds from now on; sold orders keep the better of both. `If-Match` guards it."""
        return with_etag(buyer_terms.set_buyer_terms(ctx, body, version=if_match()))


@blueprint.route("/events/<uuid:event_id>/buyer-terms")
class EventTerms(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, BuyerTermsSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Tagged:
        """Show what holds for an event: its own terms, or its organization's."""
        return with_etag(buyer_terms.get_buyer_terms(ctx, event_id))

    @requires(policies.BUYER_TERMS)
    @blueprint.arguments(BuyerTermsFields)
    @blueprint.response(200, BuyerTermsSchema)
    def put(self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID) -> Tagged:
        """Give an event terms of its own. `If-Match` guards it."""
        return with_etag(
            buyer_terms.set_buyer_terms(ctx, body, event_id=event_id, version=if_match())
        )

    @requires(policies.BUYER_TERMS)
    @blueprint.response(200, BuyerTermsSchema)
    def delete(self, ctx: OrganizationContext, event_id: UUID) -> Tagged:
        """Let an event follow its organization again."""
        return with_etag(buyer_terms.delete_buyer_terms(ctx, event_id, version=if_match()))


@blueprint.route("/events/<uuid:event_id>/public-buyer-terms")
class PublicTerms(MethodView):
    @public("buyers see what comes back before they buy")
    @blueprint.response(200, BuyerTermsSchema)
    def get(self, ctx: PublicContext, event_id: UUID) -> BuyerTermsView:
        """Show what buyers may do by themselves, until when, and what comes back."""
        return buyer_terms.get_public_buyer_terms(ctx, event_id, code=access_code())
