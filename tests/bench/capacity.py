"""How far it goes: `python -m tests.bench.capacity`, out of build/nodes.json.

First what the model says beside what was measured on this machine, then what an installation needs
that is offered so much a second. `python -m tests.bench.over_nodes` measures.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from tests.bench.model import Demand, Part, Plan, Simulated, bound, simulate

BUILD: Final = Path(__file__).parents[2] / "build"
MACHINE_PROCESSORS: Final = 2
WEB_PROCESSES: Final = 2
WEB_THREADS: Final = 8
MANY: Final = 16
FULL: Final = 0.6
"""A part that works for more of its time than that lets people wait, and bears no fault beside."""
HOT: Final = "hot order"
WITHIN: Final = 0.2
AFTER_AN_ORDER_MS: Final = 55.0
"""Of workers: tickets and mails of an order (docs/why/benchmarks.md, "An on-sale")."""
LOOK_MS: Final = 0.026
LOOK_REDIS_MS: Final = 0.0002
"""Of the web, and of Redis: a look at one's place that is answered before Flask (decision 74)."""
STREAMS: Final = 2_000
"""Open streams that a process of `realtime` bears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A measured point and what the model says of it."""

    what: str
    kind: str
    size: str
    measured: float
    simulated: Simulated
    full: str
    """What is full first."""

    @property
    def ratio(self) -> float:
        return self.simulated.rate / self.measured


def demand_of(cost: Mapping[str, Any], alone: Mapping[str, Any], *, held_ms: float = 0.0) -> Demand:
    """What one request asks, as it was measured under load; what it waits for, as it was alone.

    `held_ms` is how long a node works on it while nobody else may touch the same row.
    """
    spent = dict(cost["processor_ms"])
    clients = spent.pop("clients")
    nodes = {part: spent.pop(part) for part in list(spent) if part.startswith("node")}
    busy = [part for part, each in nodes.items() if each > max(nodes.values()) / 10]
    waits = alone["p50"] - sum(alone["processor_ms"].values())
    return Demand(
        before={"clients": clients},
        inside=spent,
        any_of=busy,
        any_ms=sum(nodes.values()),
        alone_ms=held_ms,
        waiting_ms=max(0.0, waits),
    )


def plan_of(demand: Demand, *, cores: float | None = None) -> Plan:
    """This machine as it measured; `cores` is what each node with rows was held to."""
    node = Part(at_once=MANY) if cores is None else Part(at_once=1, share=cores)
    return Plan(
        parts={
            "clients": Part(at_once=1),
            "web": Part(at_once=WEB_PROCESSES),
            "redis": Part(at_once=1),
            "coordinator": Part(at_once=MANY),
            **dict.fromkeys(demand.any_of, node),
        },
        processors=MACHINE_PROCESSORS,
        places=WEB_THREADS,
    )


def held_ms_of(found: Mapping[str, Any]) -> float:
    """How long a node works on an order while its row is held, so that plain's rate comes out.

    Looked for by halving; the hot orders on nodes are then said by the model, not fitted.
    """
    cost, alone = found["whole"][HOT]["plain"], found["alone"][HOT]["plain"]
    most = sum(each for part, each in cost["processor_ms"].items() if part.startswith("node"))
    low, high = 0.0, most
    for _ in range(8):
        middle = (low + high) / 2
        demand = demand_of(cost, alone, held_ms=middle)
        said = simulate(plan_of(demand), demand, clients=cost["clients"]).rate
        low, high = (middle, high) if said > cost["rate"] else (low, middle)
    return (low + high) / 2


def compared(found: Mapping[str, Any], held: float) -> list[Compared]:
    """Every measured point of rates, and the model's; a row is held for so many milliseconds."""
    points = []
    for size in ("whole", "small"):
        for what, kinds in found[size].items():
            for kind, cost in kinds.items():
                demand = demand_of(
                    cost, found["alone"][what][kind], held_ms=held if what == HOT else 0.0
                )
                plan = plan_of(demand, cores=found["cores"] if size == "small" else None)
                said = simulate(plan, demand, clients=cost["clients"])
                points.append(
                    Compared(
                        what=what,
                        kind=kind,
                        size=size,
                        measured=cost["rate"],
                        simulated=said,
                        full=bound(plan, demand)[1],
                    )
                )
    return points


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What comes in a second, over all organizations, and how many pages hold a stream open."""

    orders: float
    scans: float
    pages: float
    lists: float
    streams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Of one part: processors that are kept busy, and how many there must be for that."""

    part: str
    busy: float
    processors: float


def needs(found: Mapping[str, Any], offered: Offered, *, kind: str) -> list[Need]:
    """What each part must have, so that none is full; `kind` is how the database is run."""
    busy: dict[str, float] = {}
    rates = {
        "order": offered.orders,
        "scan": offered.scans,
        "page": offered.pages,
        "list": offered.lists,
    }
    for what, rate in rates.items():
        for part, each in found["whole"][what][kind]["processor_ms"].items():
            name = "nodes" if part.startswith("node") else part
            busy[name] = busy.get(name, 0.0) + rate * each / 1000
    busy.pop("clients")
    busy["workers"] = offered.orders * AFTER_AN_ORDER_MS / 1000
    found_needs = [
        Need(part=part, busy=each, processors=each / FULL) for part, each in busy.items()
    ]
    processes = offered.streams / STREAMS
    return [*found_needs, Need(part="realtime", busy=processes, processors=processes)]


def wal_of(found: Mapping[str, Any], offered: Offered, *, kind: str) -> float:
    """Bytes a second that all nodes write to their logs."""
    return sum(
        rate * float(found["whole"][what][kind]["wal_bytes"])
        for what, rate in (("order", offered.orders), ("scan", offered.scans))
    )


@click.command()
@click.option("--orders", default=500.0, help="Orders a second, over all organizations.")
@click.option("--scans", default=500.0, help="Scans a second.")
@click.option("--pages", default=5_000.0, help="Pages of events a second.")
@click.option("--lists", default=100.0, help="Lists of orders a second.")
@click.option("--streams", default=20_000, help="Pages that hold a stream open.")
@click.option("--buyers", default=1_000_000, help="People who come to one on-sale.")
@click.option("--places", default=50_000, help="Places that it sells.")
def main(
    orders: float,
    scans: float,
    pages: float,
    lists: float,
    streams: int,
    buyers: int,
    places: int,
) -> None:
    """Say what the model says."""
    source = BUILD / "nodes.json"
    if not source.exists():
        raise click.ClickException("Run `python -m tests.bench.over_nodes` first.")
    found = json.loads(source.read_text(encoding="utf-8"))
    held = held_ms_of(found)
    tell_compared(compared(found, held))
    offered = Offered(orders=orders, scans=scans, pages=pages, lists=lists, streams=streams)
    for kind in ("plain", "two nodes"):
        tell_needs(found, offered, kind)
    tell_on_sale(found, held, buyers, places)


def tell_compared(points: Sequence[Compared]) -> None:
    click.echo(f"{'':34}{'measured/s':>11}{'model/s':>9}{'ratio':>7}")
    for each in points:
        mark = "" if abs(each.ratio - 1) <= WITHIN else "  past a fifth"
        name = f"{each.what}, {each.kind}" + (", small" if each.size == "small" else "")
        click.echo(
            f"{name:34}{each.measured:11.0f}{each.simulated.rate:9.0f}{each.ratio:7.2f}"
            f"  {each.full} first{mark}"
        )


def tell_needs(found: Mapping[str, Any], offered: Offered, kind: str) -> None:
    click.echo(
        f"\n{offered.orders:g} orders, {offered.scans:g} scans, {offered.pages:g} pages,"
        f" {offered.lists:g} lists a second, {offered.streams:,} streams; {kind}:"
    )
    for each in needs(found, offered, kind=kind):
        click.echo(f"  {each.part:12} busy {each.busy:6.1f}  wanted {each.processors:6.1f}")
    click.echo(f"  the log grows by {wal_of(found, offered, kind=kind) / 1e6:.1f} MB/s")


def tell_on_sale(found: Mapping[str, Any], held: float, buyers: int, places: int) -> None:
    """One event, so one row of one shard: its rate does not grow with nodes."""
    rate = found["whole"][HOT]["plain"]["rate"]
    click.echo(
        f"\n{buyers:,} buyers for {places:,} places of one event: one row is held {held:.2f} ms"
        f" of an order; this machine places {rate:.0f} a second, all sold after"
        f" {places / rate / 60:.1f} min."
    )
    for every in (10, 60):
        looks = buyers / every
        click.echo(
            f"  a look every {every} s: {looks:,.0f}/s, web {looks * LOOK_MS / 1000:.1f}"
            f" processors, Redis {looks * LOOK_REDIS_MS / 1000:.2f}"
        )
    click.echo(f"  streams for all of them: {buyers / STREAMS:.0f} processes of realtime")


if __name__ == "__main__":
    main()
