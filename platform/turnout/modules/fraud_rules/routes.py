"""HTTP of fraud rules for the team."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.fraud_rules import policies, service
from turnout.modules.fraud_rules.schemas import (
    FraudRuleUpdateSchema,
    NewFraudRuleSchema,
    PaymentRiskRuleSchema,
    ReviewSettingsSchema,
)
from turnout.modules.fraud_rules.types import (
    FraudRule,
    NewFraudRule,
    NewPaymentRiskRule,
    PaymentRiskRule,
    ReviewSettings,
)

Tagged: TypeAlias = tuple[FraudRule, int, dict[str, str]]
blueprint = StrictBlueprint(
    "fraud_rules",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/fraud-rules",
    description="Limits of what one buyer may order in a time, and what happens beyond them.",
)


@blueprint.route("")
class FraudRules(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(FraudRule))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the fraud rules of an event, with what each stopped in seven days."""
        return {"items": service.list_rules(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(NewFraudRuleSchema)
    @blueprint.response(201, response(FraudRule))
    def post(self, ctx: OrganizationContext, new: NewFraudRule, event_id: UUID) -> Tagged:
        """Create a fraud rule; one that another makes useless is refused."""
        return with_etag(service.create_rule(ctx, event_id, new), 201)


@blueprint.route("/<uuid:fraud_rule_id>")
class OneFraudRule(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(FraudRule))
    def get(self, ctx: OrganizationContext, event_id: UUID, fraud_rule_id: UUID) -> Tagged:
        """Show a fraud rule."""
        return with_etag(service.get_rule(ctx, event_id, fraud_rule_id))

    @requires(policies.EDIT)
    @blueprint.arguments(FraudRuleUpdateSchema)
    @blueprint.response(200, response(FraudRule))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        fraud_rule_id: UUID,
    ) -> Tagged:
        """Change, pause or resume a fraud rule. `If-Match` guards it."""
        changed = service.update_rule(ctx, event_id, fraud_rule_id, changes, version=if_match())
        return with_etag(changed)

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, fraud_rule_id: UUID) -> None:
        """Delete a fraud rule; orders that were placed stay."""
        service.delete_rule(ctx, event_id, fraud_rule_id, version=if_match())


risk_blueprint = StrictBlueprint(
    "payment_risk_rules",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Which of the payment providers' verdicts hold an order for review.",
)


@risk_blueprint.route("/payment-risk-rule")
class EventPaymentRiskRule(MethodView):
    @requires(policies.READ)
    @risk_blueprint.doc(operationId="getPaymentRiskRule")
    @risk_blueprint.response(200, response(PaymentRiskRule))
    def get(
        self, ctx: OrganizationContext, event_id: UUID
    ) -> tuple[PaymentRiskRule, int, dict[str, str]]:
        """Show from which risk on orders are held, and what the rule did in thirty days."""
        return with_etag(service.get_risk_rule(ctx, event_id))

    @requires(policies.EDIT)
    @risk_blueprint.doc(operationId="setPaymentRiskRule")
    @risk_blueprint.arguments(PaymentRiskRuleSchema)
    @risk_blueprint.response(200, response(PaymentRiskRule))
    def put(
        self, ctx: OrganizationContext, new: NewPaymentRiskRule, event_id: UUID
    ) -> tuple[PaymentRiskRule, int, dict[str, str]]:
        """Switch it on or off, or set its level. `If-Match` guards it; what is held stays held."""
        return with_etag(service.set_risk_rule(ctx, event_id, new, version=if_match()))


settings_blueprint = StrictBlueprint(
    "review_settings",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Until when orders under review are decided.",
)


@settings_blueprint.route("/review-settings")
class EventReviewSettings(MethodView):
    @requires(policies.READ)
    @settings_blueprint.doc(operationId="getReviewSettings")
    @settings_blueprint.response(200, response(ReviewSettings))
    def get(
        self, ctx: OrganizationContext, event_id: UUID
    ) -> tuple[ReviewSettings, int, dict[str, str]]:
        """Show until when orders under review are decided, and what happens then."""
        return with_etag(service.get_review_settings(ctx, event_id))

    @requires(policies.EDIT)
    @settings_blueprint.doc(operationId="setReviewSettings")
    @settings_blueprint.arguments(ReviewSettingsSchema)
    @settings_blueprint.response(200, response(ReviewSettings))
    def put(
        self, ctx: OrganizationContext, new: ReviewSettings, event_id: UUID
    ) -> tuple[ReviewSettings, int, dict[str, str]]:
        """Set them. `If-Match` guards it; orders that wait already keep their deadline."""
        changed = service.set_review_settings(ctx, event_id, new, version=if_match())
        return with_etag(changed)


blueprints = (blueprint, risk_blueprint, settings_blueprint)
