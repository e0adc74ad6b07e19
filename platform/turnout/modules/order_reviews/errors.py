"""Refusals of order reviews."""

from turnout.kernel.errors import NotFound


class ReviewNotFound(NotFound):
    code = "order-reviews.none"
    title = "This order is not held for review"
