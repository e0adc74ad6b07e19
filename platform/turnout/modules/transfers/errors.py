"""Refusals of ticket transfers."""

from turnout.kernel.errors import Conflict, Gone, NotFound


class TransferNotFound(NotFound):
    code = "orders.no-such-transfer"
    title = "This offer of a ticket does not exist"


class OfferedAlready(Conflict):
    code = "orders.offered-already"
    title = "This ticket is offered to somebody already; take that offer back first"


class NotOffered(Conflict):
    code = "orders.not-offered"
    title = "This ticket is offered to nobody"


class TransferOver(Gone):
    """`state` says how: accepted, declined, withdrawn or expired."""

    code = "orders.transfer-over"
    title = "This offer is over"


class TransfersClosed(Conflict):
    code = "orders.transfers-closed"
    title = "Tickets for this event cannot be passed on any more"


class TooManyOffers(Conflict):
    code = "orders.too-many-offers"
    title = "Tickets of this order were offered too often today; please try again tomorrow"
