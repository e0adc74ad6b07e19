"""Each role's own port, off the public one: `/metrics`, `/readyz` and `/healthz`."""

import gzip
import os
import socket
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from threading import Thread
from typing import TYPE_CHECKING, Any, Final
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

import msgspec
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from turnout.kernel import clock
from turnout.kernel.cache import RedisClient
from turnout.kernel.db.engine import sqlalchemy_url
from turnout.kernel.db.migrations import current_revision, earlier_revisions
from turnout.kernel.db.placements import driver_of, list_misplaced
from turnout.kernel.observability import health, metrics
from turnout.kernel.observability.heartbeat import DEAD_AFTER_SECONDS, is_alive
from turnout.kernel.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

PATIENCE_SECONDS: Final = 3
STUCK_AFTER_SECONDS: Final = 300.0
"""A loop that has everything it needs and yet rests so long will not go on by itself."""
STARTED: Final = metrics.gauge(
    "turnout_role_started_seconds", "When the role started, since 1970", role=tuple(health.NEEDS)
)

Report = Callable[[], health.Readiness]


class NotServing(health.NotReady):
    """The role's public port does not answer."""


class NotBeating(health.NotReady):
    """The loop that does the work has given no sign of life in half a minute."""


def start(settings: Settings, role: str) -> None:
    """Serve the role's port from a thread of this process; nothing where no address is set.

    The process is the one that starts the role's others, if it has any: it adds up their numbers.
    """
    STARTED.set(clock.now().timestamp(), role=role)
    bind = settings.metrics_bind(role)
    if not bind:
        return
    from prometheus_client.exposition import ThreadingWSGIServer

    host, _, port = bind.rpartition(":")
    probes = RoleProbes(settings, role)
    pages = Pages(probes.report, is_stuck=probes.is_stuck)
    try:
        server = make_server(host, int(port), pages, ThreadingWSGIServer, _Quiet)
    except OSError as error:
        raise OSError(
            f"{role} cannot serve its metrics at {bind}: {error.strerror}."
            f" Set TURNOUT_{role.upper()}_METRICS_BIND."
        ) from error
    os.register_at_fork(after_in_child=server.socket.close)  # a child must not keep the port
    Thread(target=server.serve_forever, daemon=True, name="probes").start()


class Pages:
    """The three pages, for a scraper and for whoever watches the role."""

    def __init__(self, report: Report, *, is_stuck: Callable[[], bool] = lambda: False) -> None:
        self._report = report
        self._is_stuck = is_stuck

    def __call__(
        self, environ: Mapping[str, Any], start_response: "StartResponse"
    ) -> Iterable[bytes]:
        status, body, content_type = self._page(environ["PATH_INFO"])
        headers = [("Content-Type", content_type), ("Cache-Control", "no-store")]
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            body = gzip.compress(body, 5)
            headers.append(("Content-Encoding", "gzip"))
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [body]

    def _page(self, path: str) -> tuple[int, bytes, str]:
        if path == "/metrics":
            return 200, *metrics.exposition()
        if path == "/readyz":
            report = self._report()
            return report.status, msgspec.json.encode(report.document()), "application/json"
        if path == "/healthz":
            if self._is_stuck():
                return 503, b"stuck\n", "text/plain"
            return 200, b"ok\n", "text/plain"
        return 404, b"/metrics, /readyz or /healthz\n", "text/plain"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its parent's name
        """Scrapes are no news."""


class RoleProbes:
    """What a role needs, asked over connections that belong to no pool.

    A process that is forked off must not share them.
    """

    def __init__(self, settings: Settings, role: str) -> None:
        self._settings = settings
        self._role = role
        self._redis = RedisClient.of(settings, connections=2)
        self._engine = create_engine(
            sqlalchemy_url(settings.database_url.get_secret_value()),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"connect_timeout": PATIENCE_SECONDS},
        )
        self._earlier = earlier_revisions(settings.migrations_dir)
        self._started_at = clock.now().timestamp()

    def is_stuck(self) -> bool:
        """Whether the loop rests although all that it needs works: a restart would help.

        While the database or Redis is away the answer is no: restarting everybody would only
        make their return harder.
        """
        now = clock.now().timestamp()
        if (
            health.BEATING not in health.NEEDS[self._role]
            or now - self._started_at <= STUCK_AFTER_SECONDS
            or self._beat(now, within_seconds=STUCK_AFTER_SECONDS)
        ):
            return False
        findings = self.report().findings
        return all(each.works for name, each in findings.items() if name != health.BEATING)

    def report(self) -> health.Readiness:
        """Ask everything that the role needs, Redis of every role, and where the tables lie."""
        known: dict[str, health.Probe] = {
            health.DATABASE: health.database_probe(self._engine),
            health.MIGRATIONS: health.migrations_probe(self._revision, earlier=self._earlier),
            health.PLACEMENT: health.placement_probe(self._misplaced),
            health.REDIS: health.redis_probe(self._redis),
            health.SERVING: self._require_answer,
            health.BEATING: self._require_beat,
        }
        asked = {*health.NEEDS[self._role], health.REDIS}
        if health.DATABASE in asked:
            asked.add(health.PLACEMENT)
        return health.readiness(
            self._role, {name: probe for name, probe in known.items() if name in asked}
        )

    def _revision(self) -> str:
        with self._engine.connect() as connection:
            return current_revision(connection)

    def _misplaced(self) -> list[str]:
        with self._engine.connect() as connection:
            return list_misplaced(
                driver_of(connection), is_distributed=self._settings.database_distributed
            )

    def _require_answer(self) -> None:
        if not answers(local_address(self._settings.public_bind(self._role), "/healthz")):
            raise NotServing

    def _require_beat(self) -> None:
        if not self._beat(clock.now().timestamp(), within_seconds=DEAD_AFTER_SECONDS):
            raise NotBeating

    def _beat(self, now: float, *, within_seconds: float) -> bool:
        return is_alive(
            self._role,
            link=self._redis,
            directory=self._settings.state_dir / "heartbeats",
            now=now,
            host=socket.gethostname(),
            within_seconds=within_seconds,
        )


def local_address(bind: str, path: str) -> str:
    """How this machine reaches what listens there."""
    return f"http://{bind.replace('0.0.0.0', '127.0.0.1')}{path}"  # noqa: S104  not bound to


def answers(address: str) -> bool:
    """Whether a page of our own says 200."""
    try:
        with urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  our own address
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False
