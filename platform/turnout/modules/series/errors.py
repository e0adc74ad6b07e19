"""Refusals of series."""

from turnout.kernel.errors import Conflict, NotFound


class SeriesNotFound(NotFound):
    code = "events.series-missing"
    title = "There is no such series"


class SeriesSlugTaken(Conflict):
    code = "events.series-slug-taken"
    title = "Another series of the organization has this address name"


class InSeriesAlready(Conflict):
    code = "events.in-series-already"
    title = "The event belongs to a series already"


class NotRepeated(Conflict):
    code = "events.not-repeated"
    title = "This series has no rule; its events are added one by one"


class SeriesUnfinished(Conflict):
    code = "events.series-unfinished"
    title = "The events of this series are still being made; try again in a moment"


class SoldPlaces(Conflict):
    """`events` lists which would move, with the places that are sold or held."""

    code = "events.sold-places"
    title = "Places are sold; confirm to move these events and tell their buyers"
