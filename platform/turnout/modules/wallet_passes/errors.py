"""Refusals of wallet passes."""

from turnout.kernel.errors import Conflict, NotFound, Unauthenticated, Unavailable


class WalletNotFound(NotFound):
    code = "wallet-passes.no-such-wallet"
    title = "Tickets cannot be added to this wallet"


class PassNotFound(NotFound):
    code = "wallet-passes.missing"
    title = "There is no such pass"


class NotProven(Unauthenticated):
    """A device that does not prove that it has the pass."""

    code = "wallet-passes.not-proven"
    title = "This pass is not yours"


class TicketNotValid(Conflict):
    code = "wallet-passes.not-valid"
    title = "This ticket is no longer valid"


class WalletAway(Unavailable):
    """The wallet's adapter failed; its own words are for the organizer."""

    code = "wallet-passes.away"
    title = "The wallet cannot be reached at the moment. Try again in a minute"
