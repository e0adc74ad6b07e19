"""What a drill plays in: a stack of its own with a PostgreSQL and two Redis of its own."""

import shutil
import subprocess
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg

from tests.drills import databases
from tests.drills.forwarder import Forwarder
from tests.drills.load import Load, Tally
from tests.drills.report import Report
from tests.faults.mini_stack import MiniStack, make_stack
from tests.faults.promises import broken_promises
from turnout_dev.stack import supervise
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.postgres import Postgres, erase_postgres, stop_postgres
from turnout_dev.stack.redis import Redis, ensure_redis, stop_redis
from turnout_dev.stack.roles import run_turnout
from turnout_dev.stack.settings import role_environment
from turnout_dev.stack.state import STATE

DATABASE = "turnout"
ENOUGH = 5_000_000
IDLE_SECONDS = 480.0
LATER_SECONDS = 200
"""Leases of work that was handed out and lost have ended by then."""


@dataclass(slots=True)
class Environment:
    """The stack reaches its database, Redis and broker at addresses that the drill may move."""

    folder: Path
    report: Report
    postgres: Postgres
    archive: Path
    redis: Redis
    broker: Redis
    stack: MiniStack
    database_address: Forwarder
    world: dict[str, Any] = field(default_factory=dict)

    def load(self, *, rate: float = 10.0) -> Load:
        return Load(self.stack.address, self.world, rate=rate)

    def database_url(self, server: Postgres | None = None) -> str:
        return (server or self.postgres).superuser_url(DATABASE)

    def migrate(self) -> None:
        run_turnout("migrate", environment=role_environment(self.stack.settings))

    def open_shop(self) -> None:
        self.migrate()
        self.stack.start()
        self.world = self.stack.prepare(scarce=ENOUGH)
        self.report.did("stack of every role started, an event on sale")

    def orders(self, server: Postgres | None = None) -> set[str]:
        with psycopg.connect(self.database_url(server)) as connection:
            return {str(row[0]) for row in connection.execute("SELECT id FROM orders")}

    def judge(
        self, tally: Tally, server: Postgres | None = None, *, later_seconds: int = LATER_SECONDS
    ) -> None:
        """No order that a buyer was told of is missing, and every promise holds."""
        claim_answered(self.report, [tally], self.orders(server))
        self.settle(server, later_seconds)

    def settle(self, server: Postgres | None, later_seconds: int) -> None:
        """Everything that was begun comes to its end, and the books agree.

        What was handed out and lost is due again minutes later: clocks are set ahead of that.
        """
        if later_seconds:
            _end_roles(self.folder)
            self.stack.start(later_seconds=later_seconds)
        claim_settled(self.report, self.stack, self.database_url(server))


def claim_answered(report: Report, tallies: Sequence[Tally], present: Collection[str]) -> None:
    """Everybody who bought was told of an order, and each of these is there."""
    told = {order for tally in tallies for order in tally.told}
    lost = told.difference(present)
    report.figure("orders that buyers were told of", len(told))
    report.figure("of these missing afterwards", len(lost))
    report.claim("no order that was answered is lost", not lost)
    report.claim(
        "every buyer got an answer",
        all(len(each.told) == sum(t.succeeded for t in each.tries) for each in tallies),
    )


def claim_settled(report: Report, stack: MiniStack, url: str) -> None:
    """Nothing waits any more, and the books agree."""
    try:
        stack.wait_idle(IDLE_SECONDS)
    except subprocess.CalledProcessError as error:
        report.did(f"still waiting: {str(error.output).strip()[-600:]}")
    broken = broken_promises(url)
    for promise, rows in broken.items():
        report.did(f"broken: {promise}: {rows}")
    report.claim("stock, tickets, mails and ledger agree", not broken)


@contextmanager
def environment(name: str, report: Report) -> Iterator[Environment]:
    """Everything started from nothing, and taken down whatever happened."""
    folder = STATE / "drills" / name
    _clear(folder)
    folder.mkdir(parents=True)
    postgres, archive = databases.archived_server(folder)
    postgres.create_database(DATABASE)
    redis, broker = ensure_redis(folder / "cache"), ensure_redis(folder / "broker")
    address = Forwarder(f"127.0.0.1:{postgres.port}")
    stack = make_stack(folder, replace(postgres, port=address.port), DATABASE, redis)
    stack.settings["TURNOUT_BROKER_URL"] = broker.url(1)
    made = Environment(folder, report, postgres, archive, redis, broker, stack, address)
    try:
        yield made
    finally:
        _end_roles(folder)
        address.close()
        _clear(folder)


def _end_roles(folder: Path) -> None:
    """Let every role end in order; on a busy machine not for ever."""
    try:
        supervise.stop(folder)
    except StackError:
        watcher = supervise.supervisor(folder)
        if watcher is not None:
            watcher.kill()
    supervise.clear_leftovers(folder)


def _clear(folder: Path) -> None:
    _end_roles(folder)
    stop_postgres(folder)
    for each in ("cache", "broker"):
        if (folder / each).is_dir():
            stop_redis(folder / each)
    for data in (folder / "postgres").glob("*/postmaster.pid"):
        databases.kill_in(data.parent)
    erase_postgres(folder)
    shutil.rmtree(folder, ignore_errors=True)
