"""Refusals of order moves."""

from turnout.kernel.errors import Conflict


class NotMovable(Conflict):
    """`reason` says why, in a word that stays."""

    code = "order-moves.not-movable"
    title = "These tickets cannot be moved"


class PriceDiffers(Conflict):
    """`difference_minor` is what the other ticket types cost more, negative: less."""

    code = "order-moves.price-differs"
    title = "The other ticket type has another price: waive the difference with a reason"
