"""Refusals of opt-outs."""

from turnout.kernel.errors import NotFound


class SubscriptionNotFound(NotFound):
    """Wrong and expired links look alike."""

    code = "notifications.no-such-subscription"
    title = "This link leads nowhere; use the one in a newer mail"
