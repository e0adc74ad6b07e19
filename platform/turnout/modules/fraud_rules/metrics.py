"""What is counted of fraud rules, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.fraud_rules.types import Subject

DECIDED: Final = counter(
    "turnout_fraud_rules_decided",
    "Orders that fraud rules looked at, by what they decided",
    decision=("allowed", "challenged", "reviewed", "refused"),
)
STOPPED: Final = counter(
    "turnout_fraud_rules_stopped",
    "Orders that were challenged, held or refused, by what was counted together",
    subject=tuple(each.value for each in Subject),
)
BLIND: Final = counter(
    "turnout_fraud_rules_without_redis",
    "Orders that each process counted by itself while Redis was away",
)
