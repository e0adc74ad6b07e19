"""The front door of fraud rules."""

from turnout.modules.fraud_rules.gate import require_allowed
from turnout.modules.fraud_rules.service import create_rule, list_rules
from turnout.modules.fraud_rules.types import Attempt, FraudRule, NewFraudRule, RuleTerms, Sender
