"""Figures of the benchmark: what is measured of two sides, and whether it is within its bar."""

from collections.abc import Iterator
from dataclasses import dataclass

import click

from tests.bench import load
from tests.bench.setup import Server


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: `ratio` is what counts; absolute values are this machine's."""

    name: str
    value: float
    reference: float
    ratio: float
    bar: float | None = None
    at_most: bool = False

    @property
    def holds(self) -> bool:
        if self.bar is None:
            return True
        return self.ratio <= self.bar if self.at_most else self.ratio >= self.bar

    @classmethod
    def of(cls, name: str, value: float, reference: float) -> "Figure":
        """A figure that is written down and not judged."""
        return cls(name, value, reference, value / reference)

    @classmethod
    def within(cls, name: str, value: float, most: float) -> "Figure":
        """A figure that may be no more than so much."""
        return cls(name, value, most, value / most, 1.0, at_most=True)


@dataclass(slots=True)
class Side:
    """A server, what it is asked, and which answers are good."""

    server: Server
    requests: Iterator[load.Request]
    good: tuple[int, ...]


@dataclass(slots=True)
class Measured:
    """A rate per second, latencies and processor time of one request in milliseconds."""

    rate: float
    p50: float
    p95: float
    processor_ms: float


def measure(side: Side, *, clients: int, seconds: float, rounds: int) -> Measured:
    """The median of some rounds; any answer that is not the good one fails the run."""
    load.run(side.server.base, side.requests, clients=clients, seconds=1.0)
    found = [_round(side, clients=clients, seconds=seconds) for _ in range(rounds)]
    return sorted(found, key=lambda each: each.rate)[len(found) // 2]


def measure_in_turn(
    mine: Side, least: Side, *, clients: int, seconds: float, rounds: int
) -> tuple[Measured, Measured]:
    """Both sides, of the round whose ratio of rates is the median one.

    They take turns, so that a machine that is slower for a minute is so for both.
    """
    for side in (least, mine):
        load.run(side.server.base, side.requests, clients=clients, seconds=1.0)
    found: list[tuple[Measured, Measured]] = []
    for _ in range(rounds):
        reference = _round(least, clients=clients, seconds=seconds)
        found.append((_round(mine, clients=clients, seconds=seconds), reference))
    return sorted(found, key=lambda each: each[0].rate / each[1].rate)[len(found) // 2]


def _round(side: Side, *, clients: int, seconds: float) -> Measured:
    before = side.server.processor_seconds()
    outcome = load.run(side.server.base, side.requests, clients=clients, seconds=seconds)
    spent = side.server.processor_seconds() - before
    require_good(side, outcome)
    return Measured(
        outcome.rate,
        outcome.percentile(0.5),
        outcome.percentile(0.95),
        spent / max(1, len(outcome.latencies)) * 1000,
    )


def require_good(side: Side, outcome: load.Outcome) -> None:
    bad = {status for status in outcome.statuses if status not in side.good}
    if bad or not outcome.latencies:
        raise click.ClickException(f"{side.server.base} answered {dict(outcome.statuses)}")


def compare(name: str, value: Measured, reference: Measured, *, bar: float | None) -> list[Figure]:
    """Rate, latencies and processor time beside those of the reference."""
    return [
        Figure(name, value.rate, reference.rate, value.rate / reference.rate, bar),
        Figure.of(f"{name}, median ms", value.p50, reference.p50),
        Figure.of(f"{name}, p95 ms", value.p95, reference.p95),
        Figure.of(f"{name}, processor ms", value.processor_ms, reference.processor_ms),
    ]
