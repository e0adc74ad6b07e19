"""HTTP of payment plans and payment terms of an event."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.orders import policies
from turnout.modules.orders.plans.service import payment_plan_admin
from turnout.modules.orders.schemas.payment_plans import (
    PlanChanges,
    PlanFields,
    PlanListSchema,
    PlanSchema,
    TermsFields,
    TermsSchema,
)
from turnout.modules.orders.types import PlanView, TermsView

TaggedPlan: TypeAlias = tuple[PlanView, int, dict[str, str]]
TaggedTerms: TypeAlias = tuple[TermsView, int, dict[str, str]]

blueprint = StrictBlueprint(
    "payment plans",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="In which parts and until when an event's orders may be paid.",
)


@blueprint.route("/payment-plans")
class Plans(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, PlanListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, list[PlanView]]:
        """List the payment plans of an event, inactive ones included."""
        return {"items": payment_plan_admin.list_plans(ctx, event_id)}

    @requires(policies.TERMS)
    @blueprint.arguments(PlanFields)
    @blueprint.response(201, PlanSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> TaggedPlan:
        """Offer a deposit with instalments to the event's buyers."""
        return with_etag(payment_plan_admin.create_plan(ctx, event_id, new), 201)


@blueprint.route("/payment-plans/<uuid:plan_id>")
class OnePlan(MethodView):
    @requires(policies.TERMS)
    @blueprint.arguments(PlanChanges)
    @blueprint.response(200, PlanSchema)
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, plan_id: UUID
    ) -> TaggedPlan:
        """Change or switch off a plan; orders keep what they agreed on. `If-Match` guards it."""
        return with_etag(
            payment_plan_admin.update_plan(
                ctx, event_id, plan_id=plan_id, changes=changes, version=if_match()
            )
        )

    @requires(policies.TERMS)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, plan_id: UUID) -> None:
        """Delete a plan by which no order was placed."""
        payment_plan_admin.delete_plan(ctx, event_id, plan_id=plan_id, version=if_match())


@blueprint.route("/payment-terms")
class Terms(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, TermsSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TaggedTerms:
        """Show how long a pending payment may keep the event's places."""
        return with_etag(payment_plan_admin.get_payment_terms(ctx, event_id))

    @requires(policies.TERMS)
    @blueprint.arguments(TermsFields)
    @blueprint.response(200, TermsSchema)
    def put(self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID) -> TaggedTerms:
        """Set how long a pending payment may keep places. `If-Match` guards it."""
        return with_etag(
            payment_plan_admin.set_payment_terms(
                ctx,
                event_id,
                longest_pending_seconds=body["longest_pending_seconds"],
                version=if_match(),
            )
        )
