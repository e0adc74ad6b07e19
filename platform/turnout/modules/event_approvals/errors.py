"""Refusals of event approvals."""

from turnout.kernel.errors import Conflict, NotFound


class ApprovalNotFound(NotFound):
    code = "event-approvals.missing"
    title = "There is no such request for approval"


class DecidedAlready(Conflict):
    code = "event-approvals.decided-already"
    title = "This request was decided already, or its organizer withdrew it"
