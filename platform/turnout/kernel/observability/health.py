"""Whether a process lives and can work: `/healthz`, `/readyz`, and signs of life without HTTP."""

import os
import socket
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final, Protocol

import msgspec
import structlog

from turnout.kernel import cache, clock
from turnout.kernel.cache import RedisClient, RedisDown

Probe = Callable[[], None]
"""Returns when the thing works, raises when it does not; bounded by its own time-outs."""

DATABASE, REDIS, MIGRATIONS = "database", "redis", "migrations"
NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "web": (DATABASE, MIGRATIONS),
    "realtime": (REDIS,),
    "worker": (DATABASE, REDIS, MIGRATIONS),
    "scheduler": (DATABASE, REDIS, MIGRATIONS),
    "relay": (DATABASE, REDIS, MIGRATIONS),
}
"""What a role cannot work without. The web sells without Redis, under stricter limits: it says
so in its answer and stays in service.
"""

log = structlog.get_logger(__name__)


class NotMigrated(Exception):
    """The database is at an earlier revision than this code needs."""


class _Connects(Protocol):
    def connect(self) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one probe ended. `problem` names the kind of failure only: messages may hold secrets."""

    works: bool
    needed: bool
    seconds: float
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The answer of `/readyz`: 200 when all that the role needs works, else 503."""

    role: str
    findings: Mapping[str, Finding]

    @property
    def is_ready(self) -> bool:
        return all(each.works for each in self.findings.values() if each.needed)

    @property
    def status(self) -> int:
        return 200 if self.is_ready else 503

    def document(self) -> dict[str, Any]:
        """The body, as JSON says it."""
        return {
            "ready": self.is_ready,
            "role": self.role,
            "checks": {
                name: {
                    "works": each.works,
                    "needed": each.needed,
                    "milliseconds": round(each.seconds * 1000, 1),
                    **({"problem": each.problem} if each.problem else {}),
                }
                for name, each in self.findings.items()
            },
        }


def alive() -> dict[str, str]:
    """The body of `/healthz`: asks nothing of anyone, so that no outage restarts a process."""
    return {"status": "alive"}


def readiness(role: str, probes: Mapping[str, Probe]) -> Readiness:
    """Run the probes, one after the other; a needed one that was not given counts as failed."""
    needed = NEEDS.get(role, ())
    findings = {name: _run(name, probe, name in needed) for name, probe in probes.items()}
    for name in needed:
        if name not in findings:
            findings[name] = Finding(works=False, needed=True, seconds=0.0, problem="not checked")
    return Readiness(role=role, findings=findings)


def database_probe(engine: _Connects) -> Probe:
    """Ask PostgreSQL for a one."""

    def probe() -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    return probe


def redis_probe(link: RedisClient) -> Probe:
    """Ask Redis for a sign of life, past the rest that a failed call imposes."""

    def probe() -> None:
        link.client.ping()

    return probe


def migrations_probe(current: Callable[[], str], *, earlier: Container[str]) -> Probe:
    """Refuse a database that still stands at a revision before this code's head.

    One that this code does not know is newer: old code goes on serving while a new release
    migrates, which expand-and-contract allows.
    """

    def probe() -> None:
        revision = current()
        if not revision or revision in earlier:
            raise NotMigrated

    return probe


def _run(name: str, probe: Probe, needed: bool) -> Finding:  # noqa: FBT001  a fact, not a switch
    started = perf_counter()
    problem = ""
    try:
        probe()
    except Exception as error:
        problem = type(error).__name__
        log.warning("probe failed", probe=name, exc_info=error)
    return Finding(
        works=not problem, needed=needed, seconds=perf_counter() - started, problem=problem
    )


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
                self._link.ask("heartbeat", lambda redis: self._write(redis, now))

    def stop(self) -> None:
        """Take the sign away at an orderly end, so that nobody waits for it to grow old."""
        with suppress(OSError):
            _file(self._directory, self._role, self._instance).unlink(missing_ok=True)
        if self._link is not None:
            name, instance = _name(self._role), self._instance
            with suppress(RedisDown):
                self._link.ask("heartbeat", lambda redis: redis.hdel(name, instance))

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
            found: Any = link.ask("heartbeat", lambda redis: redis.hgetall(_name(role)))
        except RedisDown:
            found = {}
        for raw_instance, raw_at in found.items():
            instance, at = raw_instance.decode(), float(raw_at)
            newest[instance] = max(at, newest.get(instance, at))
    return [Sign(instance, newest[instance]) for instance in sorted(newest)]


def is_alive(
    role: str, *, link: RedisClient | None, directory: Path, now: float, host: str | None = None
) -> bool:
    """Whether any instance of a role (on one host, if named) beat in the last half minute."""
    return any(
        now - sign.at <= DEAD_AFTER_SECONDS
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
            sign = msgspec.json.decode(path.read_bytes(), type=Sign)
        except (OSError, msgspec.MsgspecError):
            continue  # being replaced, or torn by a crash
        newest[sign.instance] = sign.at
    return newest
