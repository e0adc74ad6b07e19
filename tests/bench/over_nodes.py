"""`python -m tests.bench.over_nodes`: orders and scans over nodes of Citus, and what each costs.

TURNOUT_CITUS_BIN names PostgreSQL's programs that have Citus; the plain server beside which nodes
are measured is of the same programs, with the same settings. Both keep what they promise (fsync).
Writes build/nodes.json, of which the capacity model is made (`python -m tests.bench.capacity`).
"""

import itertools
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import click
import psycopg
from redis import Redis

from tests.bench import costs, pages, setup, tenants
from tests.bench.costs import Cost, Parts
from tests.bench.figures import Side
from tests.bench.load import Request
from tests.bench.quotas import limited
from tests.bench.requests import orders_ours, scans_ours
from tests.bench.setup import PLENTY, Sale
from tests.distributed.nodes import Nodes, running_nodes
from turnout.kernel.db import engine
from turnout.kernel.settings import Settings
from turnout_dev.stack.redis import ensure_redis

BUILD: Final = Path(__file__).parents[2] / "build"
CLIENTS: Final = 16
ORGANIZATIONS: Final = 24
"""So many that each of two nodes has some."""
CODES: Final = 12_000
KINDS: Final = {"plain": 1, "one node": 2, "two nodes": 3}
"""How many servers each has; the first of several is the coordinator."""
ASKED: Final = ("order", "hot order", "scan", "page", "list")


@dataclass(slots=True)
class Variant:
    """One way to run: its nodes, the web before them, and what is asked of it."""

    nodes: Nodes
    parts: Parts
    sides: dict[str, Side]
    """By what is asked: orders over all organizations in turn, the others of one event."""

    def nodes_with_rows(self) -> Sequence[int]:
        """The first processes of the nodes that hold rows of organizations."""
        return self.nodes.processes()[1 if self.nodes.is_distributed else 0 :]


@click.command()
@click.option("--seconds", default=5.0, help="Length of one measurement.")
@click.option("--rounds", default=3, help="Measurements per figure, in turn; the median counts.")
@click.option("--cores", default=0.5, help="What each node has where nodes are held small.")
def main(seconds: float, rounds: int, cores: float) -> None:
    """Measure plain PostgreSQL, one node and two nodes in turn."""
    with ExitStack() as stack:
        variants = {
            kind: stack.enter_context(_running(kind, number)) for number, kind in enumerate(KINDS)
        }
        whole = _in_turn(variants, ASKED, seconds=seconds, rounds=rounds)
        alone = _in_turn(variants, ASKED, seconds=seconds, rounds=1, clients=1)
        write({"whole": whole, "alone": alone, "small": {}, "cores": cores})
        with ExitStack() as limits:
            for each in variants.values():
                for node in each.nodes_with_rows():
                    limits.enter_context(limited(setup.family(node), cores))
            small = _in_turn(variants, ("order",), seconds=seconds, rounds=rounds)
    found = {"whole": whole, "alone": alone, "small": small, "cores": cores}
    write(found)
    report(found)


def _in_turn(
    variants: dict[str, Variant],
    of: Sequence[str],
    *,
    seconds: float,
    rounds: int,
    clients: int = CLIENTS,
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for what in of:
        taken: dict[str, list[Cost]] = {kind: [] for kind in variants}
        for _ in range(rounds):
            for kind, each in variants.items():
                side = each.sides[what]
                taken[kind].append(
                    costs.measure(side, each.parts, clients=clients, seconds=seconds)
                )
        found[what] = {
            kind: asdict(sorted(each, key=lambda cost: cost.rate)[len(each) // 2])
            for kind, each in taken.items()
        }
    return found


@contextmanager
def _running(kind: str, number: int) -> Iterator[Variant]:
    count = KINDS[kind]
    is_distributed = count > 1
    with running_nodes(count, is_distributed=is_distributed, is_durable=True) as nodes:
        nodes.create_database(setup.DATABASE)
        nodes.migrate(setup.DATABASE, setup.ROOT / "migrations")
        if is_distributed:
            nodes.distribute(setup.DATABASE)
        redis = ensure_redis(setup.STATE)
        urls = (redis.url(2 * number + 2), redis.url(2 * number + 3))
        settings = setup.settings_on(nodes, redis=urls, is_distributed=is_distributed)
        sales = _make_sales(settings)
        _analyze(nodes)
        server = setup.start_ours(settings)
        names = ("coordinator", "node 1", "node 2") if is_distributed else ("node 1",)
        with Redis.from_url(urls[0]) as cache:
            redis_pid = int(cache.info("server")["process_id"])
        parts = Parts(
            processes={
                "web": server.pid,
                "redis": redis_pid,
                **dict(zip(names, nodes.processes(), strict=False)),
            },
            node_urls=[nodes.superuser_url(setup.DATABASE, node=each) for each in range(count)],
        )
        first = sales[0]
        listed = Request(
            f"/api/v1/organizations/{first.organization_id}/orders?limit=50",
            {},
            first.bearer,
            method="GET",
        )
        sides = {
            "order": Side(server, tenants.orders_over(sales), (201,)),
            "hot order": Side(server, orders_ours(first, [first.hot]), (201,)),
            "scan": Side(server, scans_ours(first), (200,)),
            "page": Side(server, pages.find_page(first, server).asks(), (200,)),
            "list": Side(server, itertools.repeat(listed), (200,)),
        }
        engine.database().dispose()
        try:
            yield Variant(nodes, parts, sides)
        finally:
            server.stop()


def _make_sales(settings: Settings) -> list[Sale]:
    """Organizations with an event that sells one ticket type; the first has tickets to scan."""
    from tests.factories.people import bearer
    from tests.factories.sales import make_shop

    setup.start_runtime(settings)
    shop = make_shop()
    hot = setup.make_offer(shop, PLENTY)
    first = Sale(
        organization_id=shop.organization.id,
        event_id=shop.event_id,
        hot=hot,
        spread=[],
        scarce=[],
        crowded=[],
        organizer=shop.organizer,
        organization_slug=shop.organization.slug,
        bearer=bearer(shop.organization.owner),
        codes=setup.issue_codes(shop, hot.ticket_type_id, CODES),
        floor_tickets=[],
    )
    return [first, *tenants.make_sales(first, ORGANIZATIONS - 1)]


def _analyze(nodes: Nodes) -> None:
    for node in range(len(nodes.ports)):
        url = nodes.superuser_url(setup.DATABASE, node=node)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")


def report(found: dict[str, Any]) -> None:
    """Print rates, their shares, and where a request's time goes."""
    for size in ("whole", "alone", "small"):
        click.echo(size)
        for what, kinds in found[size].items():
            for kind, cost in kinds.items():
                share = cost["rate"] / kinds["plain"]["rate"]
                spent = ", ".join(
                    f"{part} {each:.2f}" for part, each in cost["processor_ms"].items()
                )
                click.echo(
                    f"  {what}, {kind}: {cost['rate']:.0f}/s, {share:.2f} of plain,"
                    f" p50 {cost['p50']:.0f} ms, p95 {cost['p95']:.0f} ms;"
                    f" processor ms: {spent}; log {cost['wal_bytes']:.0f} bytes"
                )


def write(found: dict[str, Any]) -> None:
    """For the capacity model."""
    BUILD.mkdir(exist_ok=True)
    (BUILD / "nodes.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
