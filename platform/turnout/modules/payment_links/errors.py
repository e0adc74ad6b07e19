"""Refusals of payment links."""

from turnout.kernel.errors import Conflict


class NotToPay(Conflict):
    code = "payment-links.not-to-pay"
    title = "Only an order that waits for its payment has a link to pay"
