"""Refusals of the catalog."""

from turnout.kernel.errors import Conflict, NotFound


class TicketTypeNotFound(NotFound):
    code = "catalog.no-such-ticket-type"
    title = "This ticket type does not exist"


class EventNotFound(NotFound):
    code = "catalog.no-such-event"
    title = "This event does not exist"


class NameTaken(Conflict):
    code = "catalog.name-taken"
    title = "Another ticket type of this event has this name"


class MixedCurrencies(Conflict):
    code = "catalog.mixed-currencies"
    title = "The ticket types of one event share one currency"


class InUse(Conflict):
    """Orders, add-ons or bundles refer to it; it can be paused or archived instead."""

    code = "catalog.ticket-type-in-use"
    title = "This ticket type was ordered or belongs to others; archive it instead"


class PreviewNotFound(NotFound):
    """It was never made, was revoked, or its time is over: a visitor is not told which."""

    code = "inventory.no-such-preview"
    title = "This preview does not exist or is over"
