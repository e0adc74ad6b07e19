"""The front door of saved reports: what modules ask that hand them on to others."""

from turnout.modules.saved_reports.errors import SavedReportNotFound
from turnout.modules.saved_reports.mails import figures_of, file_of
from turnout.modules.saved_reports.policies import MANAGE, READ
from turnout.modules.saved_reports.queries import get_report, lock_report
from turnout.modules.saved_reports.types import SavedReport
