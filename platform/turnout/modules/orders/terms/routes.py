"""HTTP of terms: payment plans, payment terms, and what buyers may do by themselves."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import access_code
from turnout.modules.orders import policies, schemas
from turnout.modules.orders.terms import service
from turnout.modules.orders.terms.types import BuyerTermsVersion, PaymentPlan, PaymentTerms

TaggedPlan: TypeAlias = tuple[PaymentPlan, int, dict[str, str]]
TaggedTerms: TypeAlias = tuple[PaymentTerms, int, dict[str, str]]
TaggedBuyerTerms: TypeAlias = tuple[BuyerTermsVersion, int, dict[str, str]]
plans_blueprint = StrictBlueprint(
    "payment plans",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="In which parts and until when an event's orders may be paid.",
)


@plans_blueprint.route("/payment-plans")
class Plans(MethodView):
    @requires(policies.READ)
    @plans_blueprint.response(200, list_of(PaymentPlan))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, list[PaymentPlan]]:
        """List the payment plans of an event, inactive ones included."""
        return {"items": service.list_plans(ctx, event_id)}

    @requires(policies.TERMS)
    @plans_blueprint.arguments(schemas.NewPlanSchema)
    @plans_blueprint.response(201, response(PaymentPlan))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> TaggedPlan:
        """Offer a deposit with instalments to the event's buyers."""
        return with_etag(service.create_plan(ctx, event_id, new), 201)


@plans_blueprint.route("/payment-plans/<uuid:plan_id>")
class OnePlan(MethodView):
    @requires(policies.TERMS)
    @plans_blueprint.arguments(schemas.PlanUpdateSchema)
    @plans_blueprint.response(200, response(PaymentPlan))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, plan_id: UUID
    ) -> TaggedPlan:
        """Change or switch off a plan; orders keep what they agreed on. `If-Match` guards it."""
        return with_etag(
            service.update_plan(ctx, event_id, plan_id=plan_id, changes=changes, version=if_match())
        )

    @requires(policies.TERMS)
    @plans_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, plan_id: UUID) -> None:
        """Delete a plan by which no order was placed."""
        service.delete_plan(ctx, event_id, plan_id=plan_id, version=if_match())


@plans_blueprint.route("/payment-terms")
class Terms(MethodView):
    @requires(policies.READ)
    @plans_blueprint.response(200, response(PaymentTerms))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TaggedTerms:
        """Show how long a pending payment may keep the event's places."""
        return with_etag(service.get_payment_terms(ctx, event_id))

    @requires(policies.TERMS)
    @plans_blueprint.arguments(schemas.PaymentTermsUpdateSchema)
    @plans_blueprint.response(200, response(PaymentTerms))
    def put(self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID) -> TaggedTerms:
        """Set how long a pending payment may keep places. `If-Match` guards it."""
        return with_etag(service.set_payment_terms(ctx, event_id, version=if_match(), **body))


blueprint = StrictBlueprint(
    "buyer-terms",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="What buyers may do by themselves, until when, and what comes back.",
)


@blueprint.route("/buyer-terms")
class GeneralTerms(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(BuyerTermsVersion))
    def get(self, ctx: OrganizationContext) -> TaggedBuyerTerms:
        """Show what holds for every event that says nothing else."""
        return with_etag(service.get_buyer_terms(ctx))

    @requires(policies.BUYER_TERMS)
    @blueprint.arguments(schemas.BuyerTermsUpdateSchema)
    @blueprint.response(200, response(BuyerTermsVersion))
    def put(self, ctx: OrganizationContext, body: dict[str, Any]) -> TaggedBuyerTerms:
        """Say what holds from now on; sold orders keep the better of both. `If-Match` guards it."""
        return with_etag(service.set_buyer_terms(ctx, body, version=if_match()))


@blueprint.route("/events/<uuid:event_id>/buyer-terms")
class EventTerms(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(BuyerTermsVersion))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TaggedBuyerTerms:
        """Show what holds for an event: its own terms, or its organization's."""
        return with_etag(service.get_buyer_terms(ctx, event_id))

    @requires(policies.BUYER_TERMS)
    @blueprint.arguments(schemas.BuyerTermsUpdateSchema)
    @blueprint.response(200, response(BuyerTermsVersion))
    def put(
        self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID
    ) -> TaggedBuyerTerms:
        """Give an event terms of its own. `If-Match` guards it."""
        return with_etag(service.set_buyer_terms(ctx, body, event_id=event_id, version=if_match()))

    @requires(policies.BUYER_TERMS)
    @blueprint.response(200, response(BuyerTermsVersion))
    def delete(self, ctx: OrganizationContext, event_id: UUID) -> TaggedBuyerTerms:
        """Let an event follow its organization again."""
        return with_etag(service.delete_buyer_terms(ctx, event_id, version=if_match()))


@blueprint.route("/events/<uuid:event_id>/public-buyer-terms")
class PublicTerms(MethodView):
    @public("buyers see what comes back before they buy")
    @blueprint.response(200, response(BuyerTermsVersion))
    def get(self, ctx: PublicContext, event_id: UUID) -> BuyerTermsVersion:
        """Show what buyers may do by themselves, until when, and what comes back."""
        return service.get_public_buyer_terms(ctx, event_id, code=access_code())
