"""Over nodes of Citus: an organization moves while it sells, a node comes, one dies, all are restored.

TURNOUT_CITUS_BIN is the folder of PostgreSQL's programs that have Citus.
"""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg

from tests.distributed import nodes as citus
from tests.distributed.nodes import Nodes
from tests.drills import databases
from tests.drills.environment import claim_answered, claim_settled
from tests.drills.load import Load, Tally
from tests.drills.monitor import ToolMissing
from tests.drills.report import Report
from tests.faults.mini_stack import MiniStack, make_stack
from tests.faults.promises import orders_in
from turnout.kernel.db import nodes
from turnout_dev.stack.redis import ensure_redis, stop_redis
from turnout_dev.stack.roles import run_turnout
from turnout_dev.stack.settings import role_environment
from turnout_dev.stack.state import ROOT, STATE

DATABASE: Final = "turnout"
SERVERS: Final = 4
FIRST: Final = 3
"""The coordinator and two nodes; the fourth comes while people buy."""
RATE: Final = 2.0
CALM_SECONDS: Final = 8.0
DEAD_SECONDS: Final = 6.0
ENOUGH: Final = 5_000_000
LONGEST_SECONDS: Final = 2.0
POINT: Final = "drill"
KEPT: Final = "../archive-${PWD##*/}"
ARCHIVED: Final[Mapping[str, str]] = {
    "archive_mode": "on",
    "archive_command": f"mkdir -p {KEPT} && cp %p {KEPT}/.%f && mv {KEPT}/.%f {KEPT}/%f",
}
"""Each node's log goes to a folder beside its data."""


@dataclass(slots=True)
class Place:
    """Roles over the nodes, and two organizations that sell on different ones."""

    report: Report
    servers: Nodes
    stack: MiniStack
    worlds: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.servers.superuser_url(DATABASE)

    def command(self, *arguments: str) -> float:
        """`turnout nodes …`, as an operator calls it; seconds it took."""
        began = time.monotonic()
        run_turnout("nodes", *arguments, environment=role_environment(self.stack.settings))
        return time.monotonic() - began

    def node_of(self, name: str) -> str:
        with nodes.coordinator(self.url) as connection:
            organization_id = nodes.find_organization(
                connection, self.worlds[name]["organization_id"]
            )
            [(_, node, _)] = connection.execute(nodes.SHARD, [organization_id]).fetchall()
            return str(node)

    def move(self, name: str, to: str) -> float:
        return self.command("move", self.worlds[name]["organization_id"], "--to", to)

    def orders(self) -> set[str]:
        return set(orders_in(self.url))

    @contextmanager
    def buyers(self) -> Iterator[dict[str, Tally]]:
        """People buy of both organizations for as long as the block lasts."""
        loads = {
            name: Load(self.stack.address, world, rate=RATE) for name, world in self.worlds.items()
        }
        with loads["moving"], loads["staying"]:
            yield {name: load.tally for name, load in loads.items()}


@contextmanager
def environment(name: str, report: Report) -> Iterator[Place]:
    """Nodes and roles started from nothing, and taken down whatever happened."""
    if not citus.BINARIES:
        raise ToolMissing("TURNOUT_CITUS_BIN names no PostgreSQL with Citus")
    folder = STATE / "drills" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with citus.running_nodes(SERVERS, is_durable=True, more=ARCHIVED) as servers:
        servers.create_database(DATABASE, among=FIRST)
        servers.migrate(DATABASE, ROOT / "migrations")
        servers.distribute(DATABASE)
        redis = ensure_redis(folder)
        stack = make_stack(folder, servers, DATABASE, redis)
        stack.settings["TURNOUT_DATABASE_DISTRIBUTED"] = "true"
        stack.settings["TURNOUT_DATABASE_SUPERUSER_URL"] = servers.superuser_url(DATABASE)
        try:
            yield Place(report, servers, stack)
        finally:
            stack.stop()
            stop_redis(folder)


def drill(report: Report, made: Place) -> None:
    made.stack.start()
    for name in ("moving", "staying"):
        made.worlds[name] = made.stack.prepare(scarce=ENOUGH)
    one, two, three = (made.servers.address(node) for node in (1, 2, 3))
    first = made.node_of("moving")
    second = two if first == one else one
    if made.node_of("staying") == first:
        made.move("staying", second)
    report.did("roles of every kind over two nodes; two organizations on sale, one on each")
    with made.buyers() as tallies:
        time.sleep(CALM_SECONDS)
        with _selling_on(report, tallies, "moved for the first time"):
            made.move("moving", second)
        with _selling_on(report, tallies, "moved back") as seen:
            made.move("moving", first)
        report.claim(
            "who is moved in a shard of its own waits less than two seconds",
            seen["moving"] < LONGEST_SECONDS,
        )
        with _selling_on(report, tallies, "a node added and filled"):
            report.figure("a node added (s)", made.command("add", three))
            made.command("rebalance")
        told = _let_a_node_die(made, tallies)
    claim_answered(report, list(tallies.values()), made.orders())
    report.figure("of these told of before the node died", told)
    claim_settled(report, made.stack, made.url)
    _restore_all(made)


@contextmanager
def _selling_on(
    report: Report, tallies: Mapping[str, Tally], what: str
) -> Iterator[dict[str, float]]:
    """What happens in the block, and for a while after it, costs nobody an order; who waits how long."""
    began, longest = time.monotonic(), dict[str, float]()
    yield longest
    report.figure(f"{what} (s)", time.monotonic() - began)
    time.sleep(CALM_SECONDS)
    report.did(what)
    for name, tally in tallies.items():
        longest[name] = _longest(tally, began)
        report.figure(f"{what}: longest order of who is {name} (s)", longest[name])
        failed = [each.outcome for each in tally.failed if each.at >= began]
        report.claim(
            f"{what}: no order of who is {name} is refused {failed or ''}".strip(), not failed
        )


def _let_a_node_die(made: Place, tallies: Mapping[str, Tally]) -> int:
    """Kill the node of one organization; the other lies elsewhere. Orders told of before."""
    node = made.node_of("staying")
    numbers = {made.servers.address(each): each for each in (1, 2, 3)}
    number = numbers.pop(node)
    if made.node_of("moving") == node:
        made.move("moving", next(iter(numbers)))
    told, began = len(told_of(tallies)), time.monotonic()
    databases.kill_in(made.servers.data(number))
    made.report.did(f"{node} killed")
    time.sleep(DEAD_SECONDS)
    made.servers.start(number)
    back = time.monotonic()
    made.report.did(f"{node} started again")
    time.sleep(CALM_SECONDS)
    for name, tally in tallies.items():
        failed = _failed(tally, began)
        made.report.figure(f"orders of who is {name} refused meanwhile", len(failed))
        last = max(failed, default=began)
        made.report.figure(f"errors of who is {name} after it was back (s)", max(0.0, last - back))
    made.report.claim("who lies on another node sells on", not _failed(tallies["moving"], began))
    return told


def _restore_all(made: Place) -> None:
    """Base backups of all servers, a point in the log of all; the data lost; restored to it."""
    servers, report = made.servers, made.report
    numbers = range(SERVERS)
    with made.buyers() as tallies:
        for node in numbers:
            base = servers.data(node).with_name(f"base-{node}")
            citus.run(
                *("pg_basebackup", "-d", servers.superuser_url(node=node), "-D", str(base)),
                *("-X", "stream", "-c", "fast"),
            )
        report.did("a base backup of every server made while people buy")
        time.sleep(CALM_SECONDS)
        asked = time.monotonic()
        made.command("restore-point", POINT)
        named = time.monotonic()
        time.sleep(CALM_SECONDS)
    before = {order for order, at in told_of(tallies).items() if at < asked}
    after = {
        order
        for tally in tallies.values()
        for order, at in tally.told.items()
        if at - _longest(tally, 0.0) > named
    }
    for node in numbers:
        _archive_the_rest(servers, node)
    made.stack.power_failure()
    for node in numbers:
        databases.kill_in(servers.data(node))
        shutil.rmtree(servers.data(node))
    report.did("every server and its data lost")
    began = time.monotonic()
    for node in numbers:
        _restore(servers, node)
    report.figure("all restored (s)", time.monotonic() - began)
    present = made.orders()
    report.figure("orders told of before the point", len(before))
    report.figure("of these missing", len(before - present))
    report.figure("orders begun after the point", len(after))
    report.figure("of these present", len(after & present))
    report.claim("what was answered before the point is there, on every node", before <= present)
    report.claim("nothing that was begun after it is", after and not after & present)
    made.stack.start()
    report.did("roles started again on what was restored")
    claim_settled(report, made.stack, made.url)


def _archive_the_rest(servers: Nodes, node: int) -> None:
    """Wait until what was written so far lies in the archive."""
    with psycopg.connect(servers.superuser_url(node=node), autocommit=True) as connection:
        [(last,)] = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchall()
    archived = servers.data(node).with_name(f"archive-{node}") / last
    databases.wait_until(archived.exists, f"node {node} archives")


def _restore(servers: Nodes, node: int) -> None:
    """Put the base backup where the node was, and play its archive up to the point."""
    data = servers.data(node)
    shutil.move(data.with_name(f"base-{node}"), data)
    archive = data.with_name(f"archive-{node}")
    databases.have_recover(data, [archive], until=f"recovery_target_name = '{POINT}'\n")
    servers.start(node)
    url = servers.superuser_url(node=node)
    databases.wait_until(lambda: not databases.is_in_recovery(url), f"node {node} takes writes")


def told_of(tallies: Mapping[str, Tally]) -> dict[str, float]:
    """Every order that was answered, with when."""
    return {order: at for tally in tallies.values() for order, at in tally.told.items()}


def _failed(tally: Tally, since: float) -> list[float]:
    """When requests came to an end that failed."""
    return [each.at + each.seconds for each in tally.failed if each.at >= since]


def _longest(tally: Tally, since: float) -> float:
    """Seconds of the longest request that was answered since."""
    return max(
        (t.seconds for t in tally.tries if t.succeeded and t.at + t.seconds >= since), default=0.0
    )
