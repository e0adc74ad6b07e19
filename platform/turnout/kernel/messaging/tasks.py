"""Timed and long work, declared beside the module that owns it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

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
