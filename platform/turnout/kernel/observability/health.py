"""Whether a process can work: `/readyz`."""

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final, Protocol

import structlog

from turnout.kernel.cache import RedisClient

Probe = Callable[[], None]
"""Returns when the thing works, raises when it does not; bounded by its own time-outs."""

DATABASE, REDIS, MIGRATIONS, PLACEMENT = "database", "redis", "migrations", "placement"
SERVING, BEATING = "serving", "beating"
"""Its public port answers; the loop that does its work gave a sign of life."""
NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "web": (DATABASE, MIGRATIONS, SERVING),
    "door": (DATABASE, MIGRATIONS, SERVING),
    "realtime": (REDIS, SERVING),
    "worker": (DATABASE, REDIS, MIGRATIONS, BEATING),
    "scheduler": (DATABASE, REDIS, MIGRATIONS, BEATING),
    "relay": (DATABASE, REDIS, MIGRATIONS, BEATING),
}
"""What a role cannot work without. Web and door work without Redis, under stricter limits: they say
so in their answer and stay in service, as every role does while a table lies elsewhere than it is
to: a release that makes one puts it there a moment later.
"""

log = structlog.get_logger(__name__)


class NotReady(Exception):
    """What a probe itself finds, as while a role starts: its name says all there is to say."""


class NotMigrated(NotReady):
    """The database is at an earlier revision than this code needs."""


class TablesMisplaced(NotReady):
    """A table lies on other nodes than the settings have it; `turnout doctor` names it."""


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
        link.ping()

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


def placement_probe(misplaced: Callable[[], Collection[str]]) -> Probe:
    """Refuse a database whose tables lie elsewhere than the settings have them."""

    def probe() -> None:
        if misplaced():
            raise TablesMisplaced

    return probe


def _run(name: str, probe: Probe, needed: bool) -> Finding:  # noqa: FBT001  a fact, not a switch
    started = perf_counter()
    problem = ""
    try:
        probe()
    except Exception as error:
        problem = type(error).__name__
        trace = None if isinstance(error, NotReady) else error
        log.warning("probe failed", probe=name, problem=problem, exc_info=trace)
    return Finding(
        works=not problem, needed=needed, seconds=perf_counter() - started, problem=problem
    )
