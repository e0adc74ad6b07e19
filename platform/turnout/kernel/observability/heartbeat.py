"""A sign of life from roles without HTTP: the worker, the scheduler and the relay."""

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from turnout.kernel import cache, clock, codec
from turnout.kernel.cache import RedisClient, RedisDown

INTERVAL_SECONDS: Final = 5.0
DEAD_AFTER_SECONDS: Final = 30.0
FORGOTTEN_AFTER_SECONDS: Final = 3600.0


def instance_name() -> str:
    """Tell the processes of one role apart: `host-pid`."""
    return f"{socket.gethostname()}-{os.getpid()}"


@dataclass(frozen=True, slots=True)
class Sign:
    """The last beat of one instance, in seconds since the epoch."""

    instance: str
    at: float


class Heartbeat:
    """The beats of one process.

    Call `beat` from the loop that does the work, never from a thread of its own: a stuck loop
    must be seen.
    """

    def __init__(
        self,
        role: str,
        *,
        link: RedisClient | None,
        directory: Path,
        instance: str | None = None,
        now: Callable[[], float] = lambda: clock.now().timestamp(),
    ) -> None:
        self._role = role
        self._link = link
        self._directory = directory
        self._instance = instance or instance_name()
        self._now = now
        self._beaten_at = float("-inf")

    def beat(self) -> None:
        """Say "alive", at most every five seconds; cheap in between, and never an error."""
        now = self._now()
        if abs(now - self._beaten_at) < INTERVAL_SECONDS:
            return
        self._beaten_at = now
        with suppress(OSError):  # a read-only disk: Redis remains
            _write_file(self._directory, self._role, self._instance, now=now)
        if self._link is not None:
            with suppress(RedisDown):  # the file remains
                self._link.ask(
                    "heartbeat", lambda redis: self._write(redis, now), at=_name(self._role)
                )

    def stop(self) -> None:
        """Take the sign away at an orderly end, so that nobody waits for it to grow old."""
        with suppress(OSError):
            _file(self._directory, self._role, self._instance).unlink(missing_ok=True)
        if self._link is not None:
            name, instance = _name(self._role), self._instance
            with suppress(RedisDown):
                self._link.ask("heartbeat", lambda redis: redis.hdel(name, instance), at=name)

    def _write(self, redis: Any, now: float) -> None:
        name = _name(self._role)
        pipeline = redis.pipeline(transaction=False)
        pipeline.hset(name, self._instance, f"{now:.3f}")
        pipeline.expire(name, int(FORGOTTEN_AFTER_SECONDS))
        pipeline.hgetall(name)
        *_, found = pipeline.execute()
        gone = [who for who, at in found.items() if now - float(at) > FORGOTTEN_AFTER_SECONDS]
        if gone:
            redis.hdel(name, *gone)


def signs(role: str, *, link: RedisClient | None, directory: Path) -> list[Sign]:
    """The newest beat of every instance, from Redis and from the files of this machine."""
    newest = _from_files(directory, role)
    if link is not None:
        try:
            name = _name(role)
            found: Any = link.ask("heartbeat", lambda redis: redis.hgetall(name), at=name)
        except RedisDown:
            found = {}
        for raw_instance, raw_at in found.items():
            instance, at = raw_instance.decode(), float(raw_at)
            newest[instance] = max(at, newest.get(instance, at))
    return [Sign(instance, newest[instance]) for instance in sorted(newest)]


def is_alive(
    role: str,
    *,
    link: RedisClient | None,
    directory: Path,
    now: float,
    host: str | None = None,
    within_seconds: float = DEAD_AFTER_SECONDS,
) -> bool:
    """Whether any instance of a role (on one host, if named) beat in the last half minute."""
    return any(
        now - sign.at <= within_seconds
        for sign in signs(role, link=link, directory=directory)
        if host is None or sign.instance.rpartition("-")[0] == host
    )


def _name(role: str) -> str:
    return cache.key(None, "heartbeat", role)


def _file(directory: Path, role: str, instance: str) -> Path:
    return directory / role / f"{instance}.json"


def _write_file(directory: Path, role: str, instance: str, *, now: float) -> None:
    path = _file(directory, role, instance)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(Sign(instance, now)))
    fresh.replace(path)


def _from_files(directory: Path, role: str) -> dict[str, float]:
    newest: dict[str, float] = {}
    for path in (directory / role).glob("*.json"):
        try:
            sign = codec.decode(path.read_bytes(), Sign)
        except (OSError, msgspec.MsgspecError):
            continue  # being replaced, or torn by a crash
        newest[sign.instance] = sign.at
    return newest
