"""Faults of machines and of what the platform leans on, each until its block ends."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import psutil
import psycopg
from celery import Celery
from redis import Redis

from tests.drills import databases
from tests.drills.environment import Environment
from tests.drills.forwarder import Forwarder
from tests.drills.pods import TURNOUT
from tests.drills.traffic import Callers, again_and_again, open_streams
from turnout_dev.stack import ports
from turnout_dev.stack.redis import ensure_redis
from turnout_dev.stack.settings import role_environment

Holding = Callable[["Scene"], AbstractContextManager[None]]
STALL_SECONDS, BREATH_SECONDS = 1.6, 0.25
FREEZE_SECONDS = 66.0
STALLED_BUYERS = 4
"""Their orders are many enough for what budgets look back on: eighteen minutes of good ones."""
MESSAGES, LISTENERS = 2_300, 1_720


@dataclass(slots=True)
class Scene:
    """The stack with what of it can be taken away, and who calls it."""

    made: Environment
    callers: Callers
    smtp: Forwarder
    provider: Forwarder
    search: Forwarder
    texts: Forwarder
    door: subprocess.Popen[bytes] | None = None

    def end_door(self) -> None:
        if self.door is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.door.pid, signal.SIGKILL)  # its own children go with it
            self.door.wait()

    def close(self) -> None:
        self.end_door()
        self.callers.http.close()
        for each in (self.smtp, self.provider, self.search, self.texts):
            each.close()


@dataclass(frozen=True, slots=True)
class Fault:
    what: str
    raises: frozenset[str]
    holding: Holding
    """A context manager: the fault lasts as long as its block."""
    leaves: frozenset[str] = frozenset()
    """Alerts that come when the fault is over, and go by themselves."""
    clears_seconds: float = 300.0
    """How long they may stay after the mending; those that look far back stay as long."""

    @property
    def alerts(self) -> frozenset[str]:
        return self.raises | self.leaves


def _group(made: Environment, role: str) -> psutil.Process:
    return psutil.Process(int((made.folder / "run" / f"{role}.group").read_text()))


@contextmanager
def paused(made: Environment, *roles: str, leaders: bool = True) -> Iterator[None]:
    """Roles hang; without their leaders they go on telling how they are."""
    found = []
    for role in roles:
        leader = _group(made, role)
        found += [*([leader] if leaders else []), *leader.children(recursive=True)]
    _send(found, signal.SIGSTOP)
    try:
        yield
    finally:
        _send(found, signal.SIGCONT)


def _send(processes: list[psutil.Process], number: signal.Signals) -> None:
    for each in processes:
        with suppress(psutil.NoSuchProcess):
            each.send_signal(number)


def _killed(made: Environment, folder: str) -> None:
    psutil.Process(int((made.folder / folder / "redis" / "redis.pid").read_text())).kill()


@contextmanager
def roles_hang(scene: Scene) -> Iterator[None]:
    with paused(scene.made, *ports.OBSERVED):
        yield


@contextmanager
def door_gone(scene: Scene) -> Iterator[None]:
    """The door is killed; another one comes afterwards."""
    scene.end_door()
    try:
        yield
    finally:
        scene.door = start_door(scene.made)


def start_door(made: Environment) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [TURNOUT, "door"],
        env=role_environment(made.stack.settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _is_ready(bind: str) -> bool:
    try:
        return httpx.get(f"http://{bind}/readyz", trust_env=False, timeout=5).is_success
    except httpx.TransportError:
        return False


@contextmanager
def role_restarts(scene: Scene) -> Iterator[None]:
    """Realtime is killed as soon as it is there again."""

    def end() -> None:
        bind = scene.made.stack.settings["TURNOUT_REALTIME_METRICS_BIND"]
        databases.wait_until(lambda: _is_ready(bind), "realtime is ready", seconds=60)
        time.sleep(2)
        _group(scene.made, "realtime").kill()

    with again_and_again(end):
        yield


@contextmanager
def broker_away(scene: Scene) -> Iterator[None]:
    _killed(scene.made, "broker")
    try:
        yield
    finally:
        ensure_redis(scene.made.folder / "broker")


@contextmanager
def facts_held(scene: Scene) -> Iterator[None]:
    """A long transaction holds facts that no relay has handed out: relays pass them over."""
    made = scene.made
    with psycopg.connect(made.database_url()) as connection:
        with paused(made, "relay"):
            databases.wait_until(lambda: _held(connection) > 0, "facts wait", seconds=60)
        yield


def _held(connection: psycopg.Connection) -> int:
    rows = connection.execute("SELECT id FROM outbox WHERE dispatched_at IS NULL FOR UPDATE")
    return len(rows.fetchall())


@contextmanager
def workers_hang(scene: Scene) -> Iterator[None]:
    """Workers' processes hang for a minute with rare work in their hands, and messages pile up.

    The ledger is held for a moment, so that there is such work.
    """
    made = scene.made
    shops = [each["organization_id"] for each in made.world["shops"]]
    with psycopg.connect(made.database_url()) as connection:
        connection.execute("LOCK TABLE ledger_lines IN ACCESS EXCLUSIVE MODE")
        celery = Celery(broker=made.broker.url(1), set_as_current=False)
        for each in shops:
            celery.send_task("reconciliation.reconcile_one", args=[each], queue="exports")
        databases.wait_until(lambda: _waiting(made) > 0, "work waits for the ledger", seconds=60)
        hang = paused(made, "worker", leaders=False)
        hang.__enter__()
    began = time.monotonic()
    _pile_up(made)
    try:
        yield
        time.sleep(max(0.0, began + FREEZE_SECONDS - time.monotonic()))
    finally:
        hang.__exit__(None, None, None)


def _waiting(made: Environment) -> int:
    with psycopg.connect(made.database_url()) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted"
            " AND relation = 'ledger_lines'::regclass"
        ).fetchone()
    return int(row[0]) if row else 0


def _pile_up(made: Environment) -> None:
    """As many messages of quick work as make a queue long."""
    celery = Celery(broker=made.broker.url(1), set_as_current=False)
    with celery.producer_pool.acquire(block=True) as producer:
        for _ in range(MESSAGES):
            celery.send_task(
                "order_search.index", queue="search", producer=producer, expires=FREEZE_SECONDS
            )


@contextmanager
def redis_away(scene: Scene) -> Iterator[None]:
    """Redis is gone while somebody looks at their place in a waiting room."""
    place = scene.callers.join_room()
    _killed(scene.made, "cache")
    try:
        with again_and_again(lambda: scene.callers.look(place)):
            yield
    finally:
        ensure_redis(scene.made.folder / "cache")


@contextmanager
def cache_forgets(scene: Scene) -> Iterator[None]:
    """Whatever is kept is gone before it is asked for."""
    with (
        Redis.from_url(scene.made.redis.url(0)) as redis,
        again_and_again(redis.flushdb, pause=0.02),
        again_and_again(scene.callers.open_page, pause=0.05),
    ):
        yield


@contextmanager
def many_listeners(scene: Scene) -> Iterator[None]:
    settings, world = scene.made.stack.settings, scene.made.world
    path = f"/live/v1/organizations/{world['organization_id']}/events/{world['event_id']}/tickets"
    with open_streams(urlsplit(settings["TURNOUT_REALTIME_URL"]).netloc, path, LISTENERS):
        yield


@contextmanager
def one_address_floods(scene: Scene) -> Iterator[None]:
    """A form that may be sent five times a minute is sent as often as it is answered."""
    address = f"{scene.made.stack.address}/api/v1/auth/sign-up"

    def ask() -> None:
        with httpx.Client(trust_env=False, timeout=20) as http:
            for _ in range(20):
                http.post(address, json={})

    with ExitStack() as many:
        for _ in range(4):
            many.enter_context(again_and_again(ask, pause=0))
        yield


@contextmanager
def forwarded(scene: Scene) -> Iterator[None]:
    with httpx.Client(trust_env=False, timeout=30) as http:
        headers = {"X-Forwarded-For": "203.0.113.9"}
        with again_and_again(lambda: http.get(scene.made.stack.address, headers=headers)):
            yield


@contextmanager
def database_cut(scene: Scene) -> Iterator[None]:
    scene.made.database_address.cut()
    try:
        with again_and_again(scene.callers.open_page):
            yield
    finally:
        scene.made.database_address.mend()


@contextmanager
def database_stalls(scene: Scene) -> Iterator[None]:
    """The database's disk stalls: all its processes stand still most of the time."""
    postmaster = int((scene.made.postgres.data / "postmaster.pid").read_text().split()[0])

    def stall() -> None:
        leader = psutil.Process(postmaster)
        family = [leader, *leader.children(recursive=True)]
        _send(family, signal.SIGSTOP)
        time.sleep(STALL_SECONDS)
        _send(family, signal.SIGCONT)

    callers = scene.callers

    def buy() -> None:
        callers.order(callers.shop())

    with ExitStack() as crowd:
        crowd.enter_context(again_and_again(stall, pause=BREATH_SECONDS))
        for each in (callers.open_page, callers.scan, *[buy] * STALLED_BUYERS):
            crowd.enter_context(again_and_again(each))
        yield


@contextmanager
def table_forbidden(scene: Scene) -> Iterator[None]:
    """A right that a release forgot: tasks fail, people see nothing of it."""
    with psycopg.connect(scene.made.database_url(), autocommit=True) as connection:
        connection.execute("REVOKE INSERT ON mails FROM turnout_app")
        try:
            yield
        finally:
            connection.execute("GRANT INSERT ON mails TO turnout_app")


def limits(settings: dict[str, str]) -> str:
    """As the stack has them, and a form that may be sent five times a minute."""
    usual = json.loads(settings["TURNOUT_RATE_LIMITS"])
    return json.dumps({**usual, "sign-up": "5/60", "sign-in": "100000/60"})
