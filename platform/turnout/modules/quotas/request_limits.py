"""Requests to the API that an organization's plan allows: its limit remembered, its use in Redis.

A process remembers each organization's limit for half a minute, so a changed plan counts within
that time; where it was changed, at once.
"""

from collections.abc import Callable
from time import monotonic
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.errors import RateLimited
from turnout.kernel.security.rate_limits import Limit
from turnout.modules.quotas.errors import RequestsReached
from turnout.modules.quotas.metrics import REFUSED
from turnout.modules.quotas.types import QuotaKind

ROUTE_CLASS: Final = "organization"
WINDOW_SECONDS: Final = 60
KEPT_SECONDS: Final = 30
MOST_KEPT: Final = 10_000

_limits: dict[UUID, tuple[float, int | None]] = {}


def find(organization_id: UUID, *, otherwise: Callable[[UUID], int | None]) -> int | None:
    """The organization's requests a minute; None: no limit. `otherwise` asks PostgreSQL."""
    now = monotonic()
    until, limit = _limits.get(organization_id, (0.0, None))
    if until < now:
        limit = otherwise(organization_id)
        if len(_limits) >= MOST_KEPT:
            _limits.clear()
        _limits[organization_id] = (now + KEPT_SECONDS, limit)
    return limit


def forget(organization_id: UUID) -> None:
    """After the commit that changed the plan."""
    _limits.pop(organization_id, None)


def count(organization_id: UUID, limit: int) -> dict[str, str]:
    """Count one request; the headers that show how it stands, or RequestsReached."""
    bound = Limit(limit, WINDOW_SECONDS)
    try:
        verdict = runtime.current().limiter.lease(
            ROUTE_CLASS, _subject(organization_id), limit=bound
        )
    except RateLimited as refused:
        REFUSED.add(kind=QuotaKind.REQUESTS_A_MINUTE.value)
        error = RequestsReached(
            f"The plan of this organization allows {limit} requests a minute. Send fewer, or ask"
            " the platform for a larger plan.",
            retry_after_seconds=int(refused.headers["Retry-After"]),
            kind=QuotaKind.REQUESTS_A_MINUTE.value,
            limit=limit,
        )
        error.headers = refused.headers
        raise error from None
    return verdict.headers(ROUTE_CLASS)


def count_used(organization_id: UUID, limit: int | None) -> int:
    """How many requests of the limit are taken now; they come back evenly over a minute."""
    if limit is None:
        return 0
    bound = Limit(limit, WINDOW_SECONDS)
    verdict = runtime.current().limiter.take(
        ROUTE_CLASS, _subject(organization_id), cost=0, limit=bound
    )
    return limit - verdict.remaining


def _subject(organization_id: UUID) -> str:
    return f"organization:{organization_id}"
