"""Refusals of the suppression list."""

from turnout.kernel.errors import Conflict, NotFound


class SuppressionNotFound(NotFound):
    code = "suppressions.none"
    title = "This address is not on the suppression list"


class SuppressedAlready(Conflict):
    code = "suppressions.taken"
    title = "This address is on the suppression list already"
