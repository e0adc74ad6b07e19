"""Refusals of reminders."""

from turnout.kernel.errors import Conflict, NotFound


class ReminderNotFound(NotFound):
    code = "reminders.none"
    title = "There is no such reminder"


class ReminderSent(Conflict):
    code = "reminders.sent"
    title = "The reminder was sent; it stays as it is"


class TooManyReminders(Conflict):
    code = "reminders.too-many"
    title = "The event has as many reminders as it may have"
