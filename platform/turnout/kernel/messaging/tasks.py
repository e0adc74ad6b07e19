"""Timed and long work, declared beside the module that owns it, and waiting until none is left."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import outbox

P = ParamSpec("P")
R = TypeVar("R")

QUEUES = ("critical", "messages", "webhooks", "search", "exports", "default")


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of background work: ids in, a service called. `every_seconds` makes it timed."""

    name: str
    function: Callable[..., Any]
    queue: str
    every_seconds: float | None


_tasks: dict[str, Task] = {}
Sender = Callable[[str, tuple[Any, ...], str], None]
_sender: Sender | None = None


def task(
    *, queue: str = "default", every: float | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register background work; it must be safe to run twice, since the broker may repeat it."""
    if queue not in QUEUES:
        raise ValueError(f"unknown queue {queue}")

    def register(function: Callable[P, R]) -> Callable[P, R]:
        module = function.__module__.removeprefix("turnout.modules.").removesuffix(".tasks")
        name = f"{module}.{function.__name__}"
        _tasks[name] = Task(name, function, queue, every)
        return function

    return register


def registered() -> list[Task]:
    return sorted(_tasks.values(), key=lambda each: each.name)


def connect(sender: Sender | None) -> None:
    """Tell how messages leave this process: worker.py plugs in the broker."""
    global _sender  # noqa: PLW0603  one broker for the process
    _sender = sender


def enqueue(name: str, *arguments: str) -> None:
    """Hand work to a worker after the commit, as well as can be.

    What must happen is also a row that a timed task sweeps, so a lost message costs time and
    nothing else.
    """
    if _sender is not None:
        queue = _tasks[name].queue if name in _tasks else "default"
        _sender(name, arguments, queue)


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
