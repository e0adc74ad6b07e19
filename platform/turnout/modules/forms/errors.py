"""Refusals of forms; their codes are older than this module and name the catalog."""

from turnout.kernel.errors import NotFound


class EventNotFound(NotFound):
    code = "catalog.no-such-event"
    title = "This event does not exist"


class FormVersionNotFound(NotFound):
    code = "catalog.no-such-form-version"
    title = "The form of this event has no such version"
