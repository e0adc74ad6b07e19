"""Refusals of price rules."""

from turnout.kernel.errors import NotFound


class TicketTypeNotFound(NotFound):
    code = "price-rules.no-ticket-type"
    title = "The event has no such ticket type"


class PriceRuleNotFound(NotFound):
    code = "price-rules.none"
    title = "There is no such price rule"


class DemandPriceNotFound(NotFound):
    code = "price-rules.no-demand-price"
    title = "There is no such demand price"
