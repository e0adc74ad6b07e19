"""Refusals of figure shares."""

from turnout.kernel.errors import NotFound


class FigureShareNotFound(NotFound):
    code = "figure-shares.none"
    title = "These figures are not shared"
