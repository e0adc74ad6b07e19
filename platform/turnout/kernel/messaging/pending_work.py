"""Waiting until nothing waits: for demos, scripts and tests that look from outside."""

import time
from collections.abc import Callable

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import outbox

PAUSE_SECONDS = 0.1
_counts: dict[str, Callable[[SystemContext], int]] = {}


def register(
    name: str,
) -> Callable[[Callable[[SystemContext], int]], Callable[[SystemContext], int]]:
    """Register how much of a module's own due work still waits (mails, deliveries)."""

    def register(function: Callable[[SystemContext], int]) -> Callable[[SystemContext], int]:
        _counts[name] = function
        return function

    return register


def pending() -> dict[str, int]:
    """What still waits, by name; empty when the platform is idle."""
    ctx = SystemContext(job="kernel.idle")
    found = {"facts": outbox.settle(ctx)}
    found |= {name: count(ctx) for name, count in _counts.items()}
    return {name: count for name, count in found.items() if count}


def wait_until_idle(seconds: float) -> dict[str, int]:
    """Poll until idle twice in a row or until the time is over; what waits then."""
    until = time.monotonic() + seconds
    quiet = 0
    while True:
        found = pending()
        quiet = 0 if found else quiet + 1
        if quiet > 1 or time.monotonic() > until:
            return found
        time.sleep(PAUSE_SECONDS)
