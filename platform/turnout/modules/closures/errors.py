"""Refusals of closures."""

from turnout.kernel.errors import Conflict, NotFound


class OrganizationNotFound(NotFound):
    code = "closures.no-such-organization"
    title = "This organization does not exist"


class AlreadySuspended(Conflict):
    code = "closures.already-suspended"
    title = "This organization is suspended already"


class ClosureNotFound(NotFound):
    code = "closures.no-such-closure"
    title = "This organization is not being closed"


class AlreadyClosing(Conflict):
    code = "closures.already-closing"
    title = "This organization is closed already"


class EventsToCome(Conflict):
    """`events` are the titles of the first of them."""

    code = "closures.events-to-come"
    title = "Events are still to come; cancel them or wait until they are over, then close"

    def __init__(self, events: list[str]) -> None:
        super().__init__(events=events)
        self.events = events


class NotSuspended(Conflict):
    code = "closures.not-suspended"
    title = "This organization is not suspended"
