"""Refusals of quotas."""

from typing import Any

from turnout.kernel.errors import Conflict, RateLimited


class QuotaReached(Conflict):
    """`kind`, `limit`, `used` and `plan` say which; the sentence what to do."""

    code = "quotas.reached"
    title = "The organization's plan allows no more of this"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message, **details)


class OrdersReached(Conflict):
    """Said to buyers, who learn nothing of the plan."""

    code = "quotas.orders-reached"
    title = "This organizer takes no more orders this month"


class RequestsReached(RateLimited):
    """`limit` says how many requests a minute the organization has."""

    code = "quotas.requests-reached"
    title = "The organization's plan allows no more requests in this minute"
