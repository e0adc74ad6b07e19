"""Refusals of blocked addresses."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound


class BlockedAddressNotFound(NotFound):
    code = "blocked-addresses.none"
    title = "This is not blocked"


class BlockedAlready(Conflict):
    code = "blocked-addresses.taken"
    title = "This is blocked already; change that entry"


class OrderBlocked(Forbidden):
    """Why, and by which entry, is told to the team alone."""

    code = "blocked-addresses.order-blocked"
    title = "Nothing can be ordered from here; please contact the organizer"
