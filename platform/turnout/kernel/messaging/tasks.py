"""Timed and long work, declared beside the module that owns it."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, TypeVarTuple
from uuid import UUID

import structlog

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import is_lost

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Ids = TypeVarTuple("Ids")

log = structlog.get_logger(__name__)

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


def enqueue_together(name: str, rows: Iterable[tuple[UUID, UUID]], *, most: int) -> None:
    """Hand rows (organization, id) to workers in their order, so many of one organization at once.

    The task takes the organization and then the ids.
    """
    grouped: dict[UUID, list[str]] = {}
    for organization_id, row_id in rows:
        grouped.setdefault(organization_id, []).append(str(row_id))
    for organization_id, ids in grouped.items():
        for start in range(0, len(ids), most):
            enqueue(name, str(organization_id), *ids[start : start + most])


def for_each_due(
    job: str,
    find: Callable[[SystemContext], Iterable[tuple[UUID, *Ids]]],
    work: Callable[[OrganizationContext, *Ids], object],
) -> None:
    """Find what is due in all organizations (organization, ids), and work off each in its own."""

    def work_off(row: tuple[UUID, *Ids]) -> None:
        work(system_in(row[0], job), *row[1:])

    for_each(find(SystemContext(job=job)), work_off)


def for_each(items: Iterable[T], work: Callable[[T], object], *, at_once: int = 1) -> None:
    """Work on each, whatever becomes of the others; afterwards an ExceptionGroup of what failed.

    What fails every time holds up nothing that stands behind it. Where the database is away the
    rest is left for the next time. More than one `at_once` is for work that waits for others most
    of its time: each goes in a thread of its own.
    """
    failed: list[Exception] = []
    is_over = threading.Event()

    def attempt(item: T) -> None:
        if is_over.is_set():
            return
        try:
            work(item)
        except Exception as error:
            log.exception("one of several failed", item=repr(item))
            failed.append(error)
            if is_lost(error):
                is_over.set()

    if at_once == 1:
        for item in items:
            attempt(item)
    else:
        with ThreadPoolExecutor(at_once, thread_name_prefix="task") as threads:
            begun = [threads.submit(copy_context().run, attempt, item) for item in items]
        for each in begun:
            each.result()
    if failed:
        raise ExceptionGroup("some of several failed", failed)
