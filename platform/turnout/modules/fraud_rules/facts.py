"""Facts of fraud rules."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudRuleChanged(Fact):
    """A fraud rule was made, changed, paused or deleted; orders that were placed stay."""

    name: ClassVar[str] = "fraud_rules.changed.v1"
    fraud_rule_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRiskRuleChanged(Fact):
    """The rule about what payment providers say of an order's risk was switched or changed."""

    name: ClassVar[str] = "fraud_rules.payment-risk-rule-changed.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettingsChanged(Fact):
    """Until when orders under review are decided changed, or what happens then."""

    name: ClassVar[str] = "fraud_rules.review-settings-changed.v1"
    event_id: UUID
