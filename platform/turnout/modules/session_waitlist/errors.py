"""Refusals of waitlists of sessions."""

from turnout.kernel.errors import Conflict, Gone, NotFound


class SessionEntryNotFound(NotFound):
    code = "session-waitlist.none"
    title = "This ticket does not wait for this session"


class SessionWaitlistClosed(Conflict):
    code = "session-waitlist.closed"
    title = "There is no waitlist for this session"


class PlacesLeft(Conflict):
    """`left` says how many."""

    code = "session-waitlist.places-left"
    title = "There are places left; please sign up"


class HasPlace(Conflict):
    code = "session-waitlist.has-place"
    title = "This ticket has a place in the session already"


class SessionOfferOver(Gone):
    """The place was taken, has passed on or was taken back."""

    code = "session-waitlist.offer-over"
    title = "No place is reserved for this ticket any more"


class SessionEntryOver(Gone):
    """`state` says how: taken, lapsed, left, removed or ended."""

    code = "session-waitlist.over"
    title = "This place on the waitlist is over"


class NotWaitingNow(Conflict):
    """`state` says what the entry is in instead."""

    code = "session-waitlist.not-waiting"
    title = "This ticket is not waiting now"
