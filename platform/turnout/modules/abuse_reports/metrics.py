"""What abuse reports count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.abuse_reports.types import AbuseDecision, AbuseReason

REPORTS: Final = counter(
    "turnout_abuse_reports", "Abuse reports taken, by reason", reason=tuple(AbuseReason)
)
DROPPED: Final = counter(
    "turnout_abuse_reports_dropped",
    "Abuse reports that were there already, or beyond what is kept of one subject",
)
DECISIONS: Final = counter(
    "turnout_abuse_decisions", "Abuse reports decided, by decision", decision=tuple(AbuseDecision)
)
