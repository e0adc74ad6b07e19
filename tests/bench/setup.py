"""What the benchmark measures in: a durable cluster, one sale, tickets to scan, two servers."""

import base64
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psutil
import psycopg

from tests.bench.statements import named
from turnout.kernel import runtime
from turnout.kernel.db import migrations
from turnout.kernel.settings import Settings
from turnout_dev.stack.postgres import Postgres, ensure_postgres
from turnout_dev.stack.redis import ensure_redis

ROOT = Path(__file__).parents[2]
STATE = ROOT / ".turnout" / "bench"
DATABASE = "turnout_bench"
WORKERS, THREADS = 2, 4
TICKETS = 24_000
FLOOR_TICKETS = 90_000
"""Enough that no ticket is scanned twice: a second scan writes nothing and costs less."""
PLENTY = 5_000_000
SPREAD = 16
SCARCE = 200
CROWDED = 1_000
STAMPEDES = 6
"""Each side's: one to warm up, and those that are measured."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A ticket type and the pool that it draws on."""

    ticket_type_id: UUID
    pool_id: UUID
    capacity: int


@dataclass(slots=True)
class Sale:
    organization_id: UUID
    event_id: UUID
    hot: "Offer"
    spread: "list[Offer]"
    scarce: "list[Offer]"
    """One with few places for each stampede, which sells it out."""
    crowded: "list[Offer]"
    """The same for each stampede of ten times as many."""
    organizer: Any
    organization_slug: str
    bearer: dict[str, str]
    codes: list[str]
    floor_tickets: list[tuple[str, str]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_settings() -> tuple[Postgres, Settings]:
    """A fresh database on a cluster that keeps what it promises (fsync on)."""
    postgres, redis = ensure_postgres(STATE, durable=True), ensure_redis(STATE)
    with psycopg.connect(postgres.superuser_url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER turnout_owner")
    owner = postgres.url("turnout_owner", DATABASE)
    migrations.upgrade(owner, ROOT / "migrations")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(named()["schema"])
    return postgres, settings_on(postgres, redis=(redis.url(0), redis.url(1)))


def settings_on(postgres: Any, *, redis: tuple[str, str], is_distributed: bool = False) -> Settings:
    """Of a server of our own on this machine, with its database, and Redis for cache and broker."""
    port = free_port()
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return Settings.model_validate(
        {
            "environment": "test",
            "database_url": postgres.url("turnout_app", DATABASE),
            "database_operator_url": postgres.url("turnout_operator", DATABASE),
            "database_owner_url": postgres.url("turnout_owner", DATABASE),
            "database_distributed": is_distributed,
            "redis_url": redis[0],
            "broker_url": redis[1],
            "public_url": f"http://127.0.0.1:{port}",
            "web_bind": f"127.0.0.1:{port}",
            "web_metrics_bind": f"127.0.0.1:{free_port()}",
            "web_workers": WORKERS,
            "web_threads": THREADS,
            "database_pool": THREADS,
            "master_keys": f"bench:{key}",
            "state_dir": STATE / "state",
            "files_dir": STATE / "files",
            "log_level": "WARNING",
            "rate_limits": dict.fromkeys(
                ("read", "write", "purchase", "holder", "scan"), "100000000/60"
            ),
        }
    )


def make_sale(settings: Settings) -> Sale:
    """Ticket types hot, spread and scarce, a member who scans, and tickets with their codes."""
    from tests.factories.people import bearer
    from tests.factories.sales import make_shop

    start_runtime(settings)
    shop = make_shop()
    hot = make_offer(shop, PLENTY)
    type_id = hot.ticket_type_id
    codes = issue_codes(shop, type_id, TICKETS)
    sale = Sale(
        organization_id=shop.organization.id,
        event_id=shop.event_id,
        hot=hot,
        spread=[make_offer(shop, PLENTY) for _ in range(SPREAD)],
        scarce=[make_offer(shop, SCARCE) for _ in range(2 * STAMPEDES)],
        crowded=[make_offer(shop, CROWDED) for _ in range(2)],
        organizer=shop.organizer,
        organization_slug=shop.organization.slug,
        bearer=bearer(shop.organization.owner),
        codes=codes,
        floor_tickets=[(str(uuid4()), secrets.token_hex(8)) for _ in range(FLOOR_TICKETS)],
    )
    _fill_floor(settings, sale)
    return sale


def start_runtime(settings: Settings) -> None:
    """Engines and declarations of every module in this process, to make what is sold."""
    from turnout.app import MODULES
    from turnout.kernel.runtime import load_file

    runtime.start(settings, role="bench")
    for module in MODULES:
        for file in ("facts", "policies", "handlers"):
            load_file(module, file)


def issue_codes(shop: Any, type_id: UUID, count: int) -> list[str]:
    """The codes of so many tickets, to be scanned."""
    from turnout.kernel.db.tx import transaction
    from turnout.kernel.ids import new_id
    from turnout.modules.tickets import api as tickets

    codes: list[str] = []
    for _ in range(count // 1000):
        seats = [
            tickets.NewTicket(
                attendee_id=new_id(), ticket_type_id=type_id, holder_name="Guest", holder_email=""
            )
            for _ in range(1000)
        ]
        with transaction(shop.organizer) as tx:
            issued = tickets.issue(tx, event_id=shop.event_id, reference=new_id(), seats=seats)
            codes += [tickets.code_of(tx, each) for each in issued]
    return codes


def make_offer(shop: Any, capacity: int) -> Offer:
    """A free ticket type of so many places."""
    type_id = shop.add_type(capacity=capacity)
    return Offer(type_id, shop.pools[type_id], capacity)


def _fill_floor(settings: Settings, sale: Sale) -> None:
    assert settings.database_owner_url is not None
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as connection:
        for offer in (sale.hot, *sale.spread, *sale.scarce, *sale.crowded):
            connection.execute(
                "INSERT INTO floor.counters VALUES (%s, %s, %s, 0)",
                [sale.organization_id, offer.pool_id, offer.capacity],
            )
        with connection.cursor().copy(
            "COPY floor.tickets FROM STDIN"  # one batch of 90,000 rows
        ) as copy:
            for ticket, nonce in sale.floor_tickets:
                copy.write_row(
                    (
                        sale.organization_id,
                        ticket,
                        uuid4(),
                        sale.hot.ticket_type_id,
                        "Guest",
                        bytes.fromhex(nonce),
                    )
                )
    analyze(settings)


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    return [pid, *(each.pid for each in psutil.Process(pid).children(recursive=True))]


def processor_seconds(pid: int) -> float:
    """What a process and those that it started have worked so far."""
    spent = 0.0
    for each in family(pid):
        with suppress(psutil.NoSuchProcess):
            times = psutil.Process(each).cpu_times()
            spent += times.user + times.system
    return spent


class Server:
    """One of the two servers, as its own process group; stopped by its id."""

    def __init__(self, base: str, process: subprocess.Popen) -> None:
        self.base = base
        self._process = psutil.Process(process.pid)
        self._started = process

    @property
    def pid(self) -> int:
        return self._process.pid

    def processor_seconds(self) -> float:
        return processor_seconds(self.pid)

    def stop(self) -> None:
        workers = self._process.children(recursive=True)
        self._started.terminate()
        try:
            self._started.wait(10)
        except subprocess.TimeoutExpired:
            for each in (self._process, *workers):
                with suppress(psutil.NoSuchProcess):
                    each.kill()  # a worker that was still starting does not hear the end
            self._started.wait(5)


def analyze(settings: Settings) -> None:
    """What autovacuum does within a minute: plans made on empty tables are made anew."""
    assert settings.database_owner_url is not None
    with psycopg.connect(
        settings.database_owner_url.get_secret_value(), autocommit=True
    ) as connection:
        connection.execute("ANALYZE")


def start_ours(settings: Settings) -> Server:
    environment = {
        f"TURNOUT_{name.upper()}": _text(value)
        for name, value in settings.model_dump().items()
        if value not in (None, (), {}) or name == "rate_limits"
    }
    process = subprocess.Popen(
        [Path(sys.executable).parent / "turnout", "web"], env={**_bare(), **environment}
    )
    return _wait(settings.public_url, process, "/healthz")


def start_floor(settings: Settings) -> Server:
    port = free_port()
    process = subprocess.Popen(
        [
            Path(sys.executable).parent / "granian", "tests.bench.floor_app:create_app",
            "--factory", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS),
            "--no-access-log", "--log-level", "warning",
        ],
        cwd=ROOT,
        env={
            **_bare(),
            "FLOOR_DATABASE_URL": settings.database_url.get_secret_value(),
            "FLOOR_POOL": str(THREADS),
            "PYTHONPATH": str(ROOT),
        },
    )  # fmt: skip
    return _wait(f"http://127.0.0.1:{port}", process, "/")


def _bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name[:8] != "TURNOUT_"}


def _text(value: object) -> str:
    import json

    if hasattr(value, "get_secret_value"):
        return str(value.get_secret_value())
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value)


def _wait(base: str, process: subprocess.Popen, path: str) -> Server:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(base + path, timeout=2)  # noqa: S310  our own address
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.2)
        else:
            break
    return Server(base, process)
