"""Refusals of the waitlist."""

from turnout.kernel.errors import Conflict, Gone, NotFound


class EntryNotFound(NotFound):
    code = "waitlist.none"
    title = "Nobody waits here"


class WaitlistClosed(Conflict):
    code = "waitlist.closed"
    title = "There is no waitlist for these tickets"


class TicketsLeft(Conflict):
    code = "waitlist.tickets-left"
    title = "There are tickets left; please buy them"


class EntryOver(Gone):
    """`state` says how: bought, lapsed, left, removed or ended."""

    code = "waitlist.over"
    title = "This place on the waitlist is over"


class OfferOver(Gone):
    """The offer was used, has lapsed or was taken back: its places are with others."""

    code = "waitlist.offer-over"
    title = "This offer is over"


class NotWaiting(Conflict):
    """`state` says what the entry is in instead."""

    code = "waitlist.not-waiting"
    title = "This person is not waiting now"


class ChangedMeanwhile(Conflict):
    """An offer was made or ended in the same moment."""

    code = "waitlist.changed"
    title = "The waitlist changed in this moment; please try again"
