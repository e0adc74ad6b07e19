"""Refusals of tickets."""

from turnout.kernel.errors import Conflict, NotFound


class TicketNotFound(NotFound):
    code = "tickets.no-such-ticket"
    title = "This ticket does not exist"


class NoTickets(NotFound):
    code = "tickets.none"
    title = "There are no tickets here, or none that are still valid"


class TicketIsVoid(Conflict):
    code = "tickets.void"
    title = "This ticket is no longer valid"


class TicketsAlreadyIssued(Conflict):
    code = "tickets.already-issued"
    title = "This attendee already has a ticket"
