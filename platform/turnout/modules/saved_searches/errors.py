"""Refusals of saved searches."""

from turnout.kernel.errors import Conflict, NotFound


class SavedSearchNotFound(NotFound):
    code = "saved-searches.none"
    title = "There is no such saved search"


class TooManySavedSearches(Conflict):
    """The address has as many as it may; `most` says how many."""

    code = "saved-searches.too-many"
    title = "This address has as many saved searches as it may: end one first"
