"""Refusals of the box office."""

from turnout.kernel.errors import Conflict


class NothingToSell(Conflict):
    code = "box-office.nothing-to-pay"
    title = "These tickets cost nothing: there is no payment to take"


class TotalChanged(Conflict):
    """`total_minor` is what they cost now; nothing is sold."""

    code = "box-office.total-changed"
    title = "These tickets cost something else now; tell the buyer"
