"""The capacity model: parts with processors, what a request asks of each, and who waits for whom.

A closed simulation (simpy) of what `make bench` and `tests.bench.over_nodes` measure: so many
clients, each with one request at a time, pass the parts in turn. What a request needs of a part is
drawn from an exponential distribution around what was measured.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import simpy

REQUESTS: Final = 4_000
WARM: Final = 500
"""Requests at first that are not counted: queues are empty then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where work is done: so many at once, at this share of a processor's speed."""

    at_once: int
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The parts, and how many processors they have together; None where each has its own."""

    parts: Mapping[str, Part]
    processors: int | None
    places: int
    """Requests that the web works on at once; others wait before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What one request asks, in milliseconds of processor time by part, in the order of its way.

    `any_of` are parts of which it needs one, such as the node where its organization lies.
    """

    before: Mapping[str, float]
    inside: Mapping[str, float]
    any_of: Sequence[str] = ()
    any_ms: float = 0.0
    alone_ms: float = 0.0
    """Of that, while nobody else may be on the same row."""
    waiting_ms: float = 0.0
    """For the disk and the wire, which keep no processor busy."""

    @property
    def processor_ms(self) -> float:
        return sum(self.before.values()) + sum(self.inside.values()) + self.any_ms


@dataclass(slots=True)
class Simulated:
    rate: float
    p50: float
    p95: float
    busy: dict[str, float] = field(default_factory=dict)
    """The share of its time for which each part works."""


def simulate(plan: Plan, demand: Demand, *, clients: int, seed: int = 1) -> Simulated:
    """What so many clients get, in requests a second and milliseconds."""
    run = _Run(plan, demand, random.Random(seed))  # noqa: S311  chance, no secret
    for _ in range(clients):
        run.environment.process(run.client())
    run.environment.run(until=run.over)
    return run.result()


def bound(plan: Plan, demand: Demand) -> tuple[float, str]:
    """The rate that nothing can pass, and the part that is full first."""
    asked = {**demand.before, **demand.inside}
    asked |= dict.fromkeys(demand.any_of, demand.any_ms / max(1, len(demand.any_of)))
    limits = {
        part: plan.parts[part].at_once * plan.parts[part].share / each * 1000
        for part, each in asked.items()
        if each
    }
    if plan.processors is not None:
        limits["processors"] = plan.processors / demand.processor_ms * 1000
    if demand.alone_ms:
        limits["row"] = 1000 / (demand.alone_ms + demand.waiting_ms)
    first = min(limits, key=lambda each: limits[each])
    return limits[first], first


class _Run:
    """One simulation; its clock counts milliseconds."""

    def __init__(self, plan: Plan, demand: Demand, chance: random.Random) -> None:
        self.environment = simpy.Environment()
        self.over = self.environment.event()
        self._plan, self._demand, self._chance = plan, demand, chance
        self._stations = {
            name: simpy.Resource(self.environment, part.at_once)
            for name, part in plan.parts.items()
        }
        endless = 1_000_000
        self._processors = simpy.Resource(self.environment, plan.processors or endless)
        self._places = simpy.Resource(self.environment, plan.places)
        self._row = simpy.Resource(self.environment, 1)
        self._worked: dict[str, float] = dict.fromkeys(plan.parts, 0.0)
        self._taken: list[float] = []
        self._counted_from = 0.0

    def client(self) -> Iterator[Any]:
        while True:
            began = self.environment.now
            for part, each in self._demand.before.items():
                yield from self._work(part, each)
            with self._places.request() as place:
                yield place
                for part, each in self._demand.inside.items():
                    yield from self._work(part, each)
                yield from self._at_the_node()
            self._note(self.environment.now - began)

    def _at_the_node(self) -> Iterator[Any]:
        demand = self._demand
        if not demand.any_of:
            return
        node = self._chance.choice(list(demand.any_of))
        yield from self._work(node, demand.any_ms - demand.alone_ms)
        if demand.alone_ms:
            with self._row.request() as turn:
                yield turn
                yield from self._work(node, demand.alone_ms)
                yield self.environment.timeout(demand.waiting_ms)
        elif demand.waiting_ms:
            yield self.environment.timeout(demand.waiting_ms)

    def _work(self, part: str, mean: float) -> Iterator[Any]:
        """Hold the part for as long as its share takes, and a processor for the work itself."""
        if mean <= 0:
            return
        need = self._chance.expovariate(1 / mean)
        share = self._plan.parts[part].share
        with self._stations[part].request() as turn:
            yield turn
            began = self.environment.now
            with self._processors.request() as processor:
                yield processor
                yield self.environment.timeout(need)
            left = need / share - (self.environment.now - began)
            if left > 0:
                yield self.environment.timeout(left)
        self._worked[part] += need

    def _note(self, taken: float) -> None:
        self._taken.append(taken)
        if len(self._taken) == WARM:
            self._counted_from = self.environment.now
            self._worked = dict.fromkeys(self._worked, 0.0)
        if len(self._taken) == WARM + REQUESTS:
            self.over.succeed()

    def result(self) -> Simulated:
        spent = self.environment.now - self._counted_from
        counted = sorted(self._taken[WARM:])
        return Simulated(
            rate=len(counted) / spent * 1000,
            p50=counted[len(counted) // 2],
            p95=counted[int(len(counted) * 0.95)],
            busy={
                name: each / spent / part.at_once / part.share
                for (name, part), each in zip(
                    self._plan.parts.items(), self._worked.values(), strict=True
                )
            },
        )
