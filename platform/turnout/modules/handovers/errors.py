"""Refusals of hand-overs."""

from turnout.kernel.errors import Conflict, Gone


class AlreadyOffered(Conflict):
    code = "handovers.already-offered"
    title = "This organization is offered to somebody already; withdraw that offer first"


class OwnerAlready(Conflict):
    code = "handovers.owner-already"
    title = "This person owns the organization already"


class HandoverClosed(Gone):
    """`reason` is `expired`, `accepted`, `declined`, `withdrawn` or `sender-left`."""

    code = "handovers.closed"
    title = "This offer is over; ask for a new one"
