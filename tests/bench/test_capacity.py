"""The capacity model: what is full decides, and what is shared is shared."""

from typing import Any

import pytest

from tests.bench import capacity
from tests.bench.capacity import Offered
from tests.bench.model import Demand, Part, Plan, bound, simulate

NODES = ("node 1", "node 2")


def plan(*nodes: str, share: float = 1.0, processors: int | None = None) -> Plan:
    parts = {"web": Part(at_once=4), **dict.fromkeys(nodes, Part(at_once=1, share=share))}
    return Plan(parts=parts, processors=processors, places=64)


def demand(*nodes: str, **more: float) -> Demand:
    return Demand(before={}, inside={"web": 1.0}, any_of=nodes, any_ms=2.0, **more)


def test_one_client_waits_for_nobody() -> None:
    said = simulate(plan("node 1"), demand("node 1"), clients=1)
    assert said.rate == pytest.approx(1000 / 3, rel=0.05)


def test_what_is_full_first_decides() -> None:
    said = simulate(plan("node 1"), demand("node 1"), clients=32)
    assert bound(plan("node 1"), demand("node 1")) == (500.0, "node 1")
    assert said.rate == pytest.approx(500, rel=0.05)
    assert said.busy["node 1"] > 0.95
    assert said.busy["web"] == pytest.approx(0.125, rel=0.1)


def test_two_nodes_place_twice_as_much_and_a_small_one_half() -> None:
    two = simulate(plan(*NODES), demand(*NODES), clients=64)
    half = simulate(plan("node 1", share=0.5), demand("node 1"), clients=64)
    assert two.rate == pytest.approx(1000, rel=0.08)
    assert half.rate == pytest.approx(250, rel=0.05)


def test_processors_are_shared_by_all_parts() -> None:
    together = plan(*NODES, processors=1)
    assert bound(together, demand(*NODES)) == (pytest.approx(1000 / 3), "processors")
    said = simulate(together, demand(*NODES), clients=32)
    assert said.rate == pytest.approx(1000 / 3, rel=0.05)


def test_a_row_is_held_by_one_however_many_nodes_there_are() -> None:
    held = demand(*NODES, alone_ms=1.0, waiting_ms=3.0)
    assert bound(plan(*NODES), held) == (250.0, "row")
    assert simulate(plan(*NODES), held, clients=64).rate == pytest.approx(250, rel=0.05)


def cost(rate: float, **processor_ms: float) -> dict[str, Any]:
    return {
        "rate": rate,
        "p50": 12.0,
        "p95": 20.0,
        "clients": 16,
        "wal_bytes": 5_000.0,
        "processor_ms": {"clients": 0.2, "web": 2.0, "redis": 0.0, **processor_ms},
    }


def test_a_request_is_at_one_of_the_nodes() -> None:
    spent = {"coordinator": 0.5, "node 1": 0.6, "node 2": 0.4}
    made = capacity.demand_of(cost(300, **spent), cost(100, **spent))
    assert made.any_of == ["node 1", "node 2"]
    assert made.any_ms == pytest.approx(1.0)
    assert made.inside == {"web": 2.0, "redis": 0.0, "coordinator": 0.5}
    assert made.waiting_ms == pytest.approx(12 - 3.7)


def test_an_idle_node_gets_no_requests() -> None:
    spent = {"node 1": 1.0, "node 2": 0.01}
    assert capacity.demand_of(cost(300, **spent), cost(100, **spent)).any_of == ["node 1"]


def test_needs_leave_room() -> None:
    kinds = {"plain": cost(300, **{"node 1": 1.5})}
    found = {"whole": dict.fromkeys(("order", "scan", "page", "list"), kinds)}
    offered = Offered(orders=100, scans=50, pages=0, lists=0, streams=4_000)
    wanted = {each.part: each for each in capacity.needs(found, offered, kind="plain")}
    assert wanted["web"].busy == pytest.approx(0.3)
    assert wanted["web"].processors == pytest.approx(0.5)
    assert wanted["nodes"].busy == pytest.approx(0.225)
    assert wanted["workers"].busy == pytest.approx(100 * capacity.AFTER_AN_ORDER_MS / 1000)
    assert wanted["realtime"].processors == pytest.approx(2)
    assert capacity.wal_of(found, offered, kind="plain") == pytest.approx(750_000)
