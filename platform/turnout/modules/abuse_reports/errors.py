"""Refusals of abuse reports."""

from turnout.kernel.errors import Conflict, NotFound


class ReportNotFound(NotFound):
    code = "abuse-reports.missing"
    title = "There is no such report"


class DecidedAlready(Conflict):
    code = "abuse-reports.decided-already"
    title = "This report is decided already"


class DecisionNotFound(NotFound):
    code = "abuse-reports.decision-missing"
    title = "There is no such decision about an organization of yours"


class AppealedAlready(Conflict):
    code = "abuse-reports.appealed-already"
    title = "This decision was appealed already"


class NotAppealed(Conflict):
    code = "abuse-reports.not-appealed"
    title = "No appeal against this decision waits for an answer"
