"""Counts on their way: added up in the process, then in Redis, and taken from there by a task.

A visit costs its request one addition in memory. A thread sends what came together each second;
with Redis away that is lost, and nothing else. A process that is killed loses its last second.
"""

import atexit
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
import structlog

from turnout.kernel import cache, codec, runtime
from turnout.kernel.cache import RedisDown
from turnout.kernel.ids import new_id
from turnout.modules.visits.metrics import LOST
from turnout.modules.visits.types import Visit, VisitSource

GATHER_SECONDS: Final = 1.0
MOST_IN_PROCESS: Final = 5_000
MOST_IN_REDIS: Final = 100_000
"""Different counts that wait for the task; while there are more, new ones are lost."""
KEPT_SECONDS: Final = 86_400
Field = tuple[UUID, UUID, datetime, str, VisitSource]
"""Organization, event, quarter of an hour, step and source."""
log = structlog.get_logger(__name__)


class _Gathered:
    """What this process has counted and not yet sent; a thread sends it, begun by the first."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew: a process that was forked has neither the thread nor its counts."""
        self._lock = threading.Lock()
        self._counts: Counter[Field] = Counter()
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, field: Field) -> None:
        with self._lock:
            if len(self._counts) >= MOST_IN_PROCESS and field not in self._counts:
                LOST.add(reason="full")
                return
            self._counts[field] += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="visits", daemon=True)
                self._thread.start()
        self._wanted.set()

    def send(self) -> None:
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if counts:
            _send(counts)

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            time.sleep(GATHER_SECONDS)
            try:
                self.send()
            except Exception:
                log.exception("visits not sent")


_gathered: Final = _Gathered()
os.register_at_fork(after_in_child=_gathered.reset)


def add(
    organization_id: UUID, event_id: UUID, at: datetime, *, step: str, source: VisitSource
) -> None:
    """Count one visit within a quarter of an hour."""
    _gathered.add((organization_id, event_id, at, step, source))


@atexit.register
def send() -> None:
    """Send what this process has counted, now."""
    with suppress(RuntimeError):  # nothing runs any more
        _gathered.send()


def _send(counts: Counter[Field]) -> None:
    link = runtime.current().redis

    opened = _open_name()

    def write(redis: Any) -> None:
        if redis.hlen(opened) >= MOST_IN_REDIS:
            LOST.add(counts.total(), reason="full")
            return
        pipeline = redis.pipeline(transaction=False)
        for field, number in counts.items():
            pipeline.hincrby(opened, msgspec.json.encode(field), number)
        pipeline.execute()

    try:
        link.ask("visits", write, at=opened)
    except RedisDown:
        LOST.add(counts.total(), reason="redis")


def take() -> list[UUID]:
    """The batches that wait to be written, with a new one of what was counted since.

    A batch stays until it is dropped: whoever is killed while writing one leaves it to the next.
    """
    batch, opened, taken = new_id(), _open_name(), _taken_name()

    def move(redis: Any) -> Any:
        if redis.exists(opened):
            redis.sadd(taken, batch.bytes)
            redis.expire(taken, KEPT_SECONDS)
            if redis.renamenx(opened, _name(batch)):
                redis.expire(_name(batch), KEPT_SECONDS)
        return redis.smembers(taken)

    with suppress(RedisDown):
        found: Any = runtime.current().redis.ask("visits", move, at=opened)
        return sorted(UUID(bytes=each) for each in found)
    return []


def read(batch: UUID) -> list[Visit]:
    """The visits of a batch, or RedisDown."""
    name = _name(batch)
    found: Any = runtime.current().redis.ask("visits", lambda redis: redis.hgetall(name), at=name)
    return list(_decoded(found))


def drop(batch: UUID) -> None:
    """Forget a batch that has been written."""

    def forget(redis: Any) -> None:
        redis.delete(_name(batch))
        redis.srem(_taken_name(), batch.bytes)

    with suppress(RedisDown):
        runtime.current().redis.ask("visits", forget, at=_name(batch))


def _decoded(found: dict[bytes, bytes]) -> Iterator[Visit]:
    for raw, number in found.items():
        try:
            organization_id, event_id, at, step, source = codec.decode(raw, Field)
        except msgspec.MsgspecError:
            LOST.add(int(number), reason="unreadable")
            continue
        yield Visit(
            organization_id=organization_id,
            event_id=event_id,
            at=at,
            step=step,
            source=source,
            visits=int(number),
        )


def _open_name() -> str:
    return cache.key_of("visits", "open")


def _taken_name() -> str:
    return cache.key_of("visits", "taken")


def _name(batch: UUID) -> str:
    return cache.key_of("visits", batch)
