"""Refusals of ticket prices."""

from turnout.kernel.errors import Invalid


class SellerUnknown(Invalid):
    """What a request names as its seller is nobody's code: who tries many of them guesses."""
