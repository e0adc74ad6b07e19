"""Refusals of calendars that are kept up to date."""

from turnout.kernel.errors import Conflict, Forbidden, Gone, NotFound, Unavailable


class CalendarNotFound(NotFound):
    code = "calendars.not-found"
    title = "No such calendar can be connected here"


class CalendarAttemptOver(Gone):
    code = "calendars.attempt-over"
    title = "This took too long, or began with another account; please connect again"


class CalendarRefused(Forbidden):
    """The provider gave no access: the person said no, or less than is needed."""

    code = "calendars.refused"
    title = "The calendar was not connected"


class CalendarEnding(Conflict):
    code = "calendars.ending"
    title = "Your entries are still being removed. Please try again in a few minutes"


class CalendarAway(Unavailable):
    code = "calendars.away"
    title = "The calendar cannot be reached at the moment. Try again in a minute"
