"""The front door of abuse reports."""

from turnout.modules.abuse_reports.errors import AppealedAlready, DecisionNotFound
from turnout.modules.abuse_reports.rules import LONGEST_DETAILS, LONGEST_NOTE
from turnout.modules.abuse_reports.service.appeals import answer_appeal, appeal, get_decision
from turnout.modules.abuse_reports.service.decisions import (
    decide_report,
    get_report,
    list_reports,
)
from turnout.modules.abuse_reports.service.reports import create_report
from turnout.modules.abuse_reports.types import (
    AbuseDecision,
    AbuseReason,
    AbuseReport,
    AppealOutcome,
    ModerationDecision,
    NewAbuseReport,
    ReportState,
)
