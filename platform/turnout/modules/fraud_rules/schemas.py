"""Requests about fraud rules."""

from typing import Any, Final

from marshmallow import Schema, post_load

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import name_field, whole
from turnout.modules.fraud_rules.types import (
    AtDeadline,
    FraudRuleState,
    LeastRisk,
    Measure,
    NewFraudRule,
    NewPaymentRiskRule,
    ReviewSettings,
    RuleOutcome,
    Subject,
)

MOST: Final = 10_000
LEAST_SECONDS: Final = 60
MOST_SECONDS: Final = 30 * 86_400
LEAST_TO_DECIDE: Final = 3600


class FraudRuleUpdateSchema(Schema):
    component = "FraudRuleChanges"

    name = name_field(least=1)
    most = whole(1, MOST)
    period_seconds = whole(LEAST_SECONDS, MOST_SECONDS)
    outcome = one_of(RuleOutcome, required=False)
    state = one_of(FraudRuleState, required=False)


class NewFraudRuleSchema(Schema):
    component = "FraudRuleFields"

    name = name_field(required=True, least=1)
    subject = one_of(Subject, required=True)
    measure = one_of(Measure, required=True)
    most = whole(1, MOST, required=True)
    period_seconds = whole(LEAST_SECONDS, MOST_SECONDS, required=True)
    outcome = one_of(RuleOutcome, required=True)

    @post_load
    def to_rule(self, data: dict[str, Any], **_: Any) -> NewFraudRule:
        return NewFraudRule(**data)


class PaymentRiskRuleSchema(Schema):
    component = "PaymentRiskRuleFields"

    state = one_of(FraudRuleState, required=True)
    level = one_of(LeastRisk, required=True)

    @post_load
    def to_rule(self, data: dict[str, Any], **_: Any) -> NewPaymentRiskRule:
        return NewPaymentRiskRule(**data)


class ReviewSettingsSchema(Schema):
    component = "ReviewSettingsFields"

    decide_within_seconds = whole(LEAST_TO_DECIDE, MOST_SECONDS, required=True)
    at_deadline = one_of(AtDeadline, required=True)

    @post_load
    def to_settings(self, data: dict[str, Any], **_: Any) -> ReviewSettings:
        return ReviewSettings(**data)
