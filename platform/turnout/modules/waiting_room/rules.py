"""What waiting rooms decide: the draw, the estimate, and the admission rate; pure."""

import hashlib
import hmac
import math
from dataclasses import dataclass
from typing import Final
from uuid import UUID

DRAW_BITS: Final = 52
"""As many as a score of a sorted set holds exactly."""
RAISE_SHARE: Final = 0.05
"""Of the range between floor and ceiling, by which the rate rises at a step."""
FALL_FACTOR: Final = 0.7
EASY_SHARE: Final = 0.8
"""The rate rises only while orders are this much faster than the target."""
LEAST_LOOK_SECONDS: Final = 5
MOST_LOOK_SECONDS: Final = 30
LOOK_SHARE: Final = 0.5
"""Of the time that is left, after which whoever waits looks again."""
HURRY: Final = 5.0
"""How much longer than the target a step takes that halves twice."""


def commitment_of(seed: bytes) -> str:
    """What is published of a seed before the draw."""
    return hashlib.sha256(seed).hexdigest()


def draw_score(seed: bytes, place_id: UUID) -> float:
    """Where the draw puts a place, in [0, 1): the first 52 bits of HMAC-SHA-256(seed, id)."""
    digest = hmac.digest(seed, place_id.bytes, "sha256")
    return (int.from_bytes(digest[:8]) >> (64 - DRAW_BITS)) / 2.0**DRAW_BITS


def estimate_seconds(position: int, *, per_second: float, opens_in: float) -> int | None:
    """How long a position waits at the rate of now; None while nobody is admitted."""
    if per_second <= 0:
        return None
    return math.ceil(max(0.0, opens_in) + position / per_second)


def ask_again_seconds(estimate: int | None, *, opens_in: float = 0) -> int:
    """When to look again: after half of the estimate, from five to thirty seconds.

    Without an estimate at the opening. A queue that is put together again waits longer than the
    thirty seconds for everybody to be back (`GATHER_SECONDS`).
    """
    if estimate is None:
        wait = math.ceil(opens_in) if opens_in > 0 else MOST_LOOK_SECONDS
    else:
        wait = int(estimate * LOOK_SHARE)
    return min(MOST_LOOK_SECONDS, max(LEAST_LOOK_SECONDS, wait))


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How the checkout of an event does."""

    p95_milliseconds: float | None
    """Of the orders of the last seconds; None when there was none."""
    failures: int
    """Orders of the last seconds that failed on our side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What there is for those who come next."""

    left: int | None
    """Places that nobody has; None: the sale has not begun."""
    is_sold_out: bool
    """Nothing that is on sale can be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Between what, and towards what, the admission rate moves."""

    least: float
    most: float
    target_milliseconds: float


def next_rate(rate: float, load: Load, bounds: Bounds) -> float:
    """The admission rate of the next step: raised by a sum, lowered by a factor.

    It never leaves the bounds. It falls when orders are slower than the target or fail, rises
    when they are clearly faster or nobody orders, and stays in between. A slower checkout never
    gets a higher rate than a faster one.
    """
    raised = rate + (bounds.most - bounds.least) * RAISE_SHARE
    p95 = load.p95_milliseconds
    if load.failures > 0 or (p95 is not None and p95 > bounds.target_milliseconds):
        factor = FALL_FACTOR
        if p95 is not None and p95 > HURRY * bounds.target_milliseconds:
            factor = FALL_FACTOR**2
        wanted = rate * factor
    elif p95 is None or p95 < EASY_SHARE * bounds.target_milliseconds:
        wanted = raised
    else:
        wanted = rate
    return min(bounds.most, max(bounds.least, wanted))


def places_for(stock: Stock, *, begun: int, most: int) -> int:
    """How many may shop at once: no more than there are places for, and those who hold some."""
    if stock.left is None:
        return most
    return min(most, stock.left + begun)


def percentile(values: list[float], share: float) -> float | None:
    """The nearest-rank percentile; None of no values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
