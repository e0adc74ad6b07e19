"""The front door of fraud rules."""

from turnout.modules.fraud_rules.gate import require_allowed, to_terms
from turnout.modules.fraud_rules.queries import (
    add_review,
    decide_review,
    get_review_settings,
    get_risk_rule,
)
from turnout.modules.fraud_rules.rules import is_risky
from turnout.modules.fraud_rules.service import (
    create_rule,
    list_rules,
    may_challenge,
    update_rule,
)
from turnout.modules.fraud_rules.types import (
    AtDeadline,
    Attempt,
    FraudRule,
    NewFraudRule,
    PaymentRiskRule,
    ReasonKind,
    ReviewReason,
    ReviewSettings,
    ReviewVerdict,
    RuleTerms,
    Sender,
)
