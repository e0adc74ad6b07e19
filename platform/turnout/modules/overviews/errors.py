"""Refusals of overviews."""

from turnout.kernel.errors import Conflict


class TooManyEvents(Conflict):
    code = "overviews.too-many-events"
    title = "This report would be too long; narrow it by client or by date"
