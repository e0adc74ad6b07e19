"""Refusals of saved reports."""

from turnout.kernel.errors import Conflict, NotFound


class SavedReportNotFound(NotFound):
    code = "saved-reports.none"
    title = "There is no such saved report"


class ReportNameTaken(Conflict):
    code = "saved-reports.name-taken"
    title = "Another saved report has this name"


class ReportShareNotFound(NotFound):
    code = "saved-reports.share-none"
    title = "This report is not shared with you, or not any more"


class ReportScheduleNotFound(NotFound):
    code = "saved-reports.schedule-none"
    title = "There is no such sending"
