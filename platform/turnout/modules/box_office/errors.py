"""Refusals of the box office."""

from turnout.kernel.errors import Conflict


class NothingToSell(Conflict):
    code = "box-office.nothing-to-pay"
    title = "These tickets cost nothing: give them away"
