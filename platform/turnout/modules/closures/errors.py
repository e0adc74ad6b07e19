"""Refusals of closures."""

from turnout.kernel.errors import Conflict, NotFound


class OrganizationNotFound(NotFound):
    code = "closures.no-such-organization"
    title = "This organization does not exist"


class AlreadySuspended(Conflict):
    code = "closures.already-suspended"
    title = "This organization is suspended already"


class NotSuspended(Conflict):
    code = "closures.not-suspended"
    title = "This organization is not suspended"
