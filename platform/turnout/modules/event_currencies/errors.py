"""Refusals of currencies of an event."""

from turnout.kernel.errors import NotFound


class CurrencyNotFound(NotFound):
    code = "event-currencies.none"
    title = "The event is not sold in this currency beside its own"
