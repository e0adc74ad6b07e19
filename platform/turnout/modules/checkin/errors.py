"""Refusals of check-in. That a person may not come in is no error but a verdict."""

from turnout.kernel.errors import Conflict, NotFound


class ListNotFound(NotFound):
    code = "checkin.no-such-list"
    title = "This event has no such check-in list"


class AdmissionNotFound(NotFound):
    code = "checkin.no-such-admission"
    title = "Nobody came in under this number"


class AlreadyUndone(Conflict):
    code = "checkin.already-undone"
    title = "This check-in was taken back before"


class ExitNotFound(NotFound):
    code = "checkin.no-such-exit"
    title = "Nobody went out under this number"


class CameInAgain(Conflict):
    code = "checkin.came-in-again"
    title = "The ticket came in again since: take that check-in back first"


class ListNameTaken(Conflict):
    code = "checkin.list-name-taken"
    title = "Another check-in list of this event has this name"


class ReentryInUse(Conflict):
    code = "checkin.reentry-in-use"
    title = "Somebody came in again by this list, so it stays one with re-entry"
