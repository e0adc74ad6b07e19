"""Refusals of order search and saved views."""

from turnout.kernel.errors import Conflict, NotFound


class IndexedAttendeeNotFound(NotFound):
    code = "order-search.no-attendee"
    title = "There is no such attendee"


class SavedViewNotFound(NotFound):
    code = "saved-views.none"
    title = "There is no such view"


class TooManyViews(Conflict):
    code = "saved-views.too-many"
    title = "You have as many views as one may have"
