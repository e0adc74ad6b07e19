"""Refusals of privacy."""

from turnout.kernel.errors import Conflict, NotFound


class ErasureNotFound(NotFound):
    code = "privacy.no-such-erasure"
    title = "No erasure is under way"


class AlreadyErasing(Conflict):
    code = "privacy.already-erasing"
    title = "This account is being erased already"


class CopyNotFound(NotFound):
    code = "privacy.no-such-copy"
    title = "There is no copy of your data; ask for one"


class CopyNotReady(Conflict):
    code = "privacy.copy-not-ready"
    title = "The copy of your data is still being made"


class AlreadyCopying(Conflict):
    code = "privacy.already-copying"
    title = "A copy of your data is being made already"


class OwnsAlone(Conflict):
    """`organizations` are the names of those that would have no owner."""

    code = "privacy.owns-alone"
    title = "Hand over or close the organizations that only this person owns, then erase"

    def __init__(self, organizations: list[str]) -> None:
        super().__init__(organizations=organizations)
        self.organizations = organizations


class StillOperator(Conflict):
    code = "privacy.still-operator"
    title = "This person operates the platform; end that first, then erase"
