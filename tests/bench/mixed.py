"""The on-sale with the door open: orders, scans and pages at once, beside each of them alone."""

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tests.bench import load
from tests.bench.figures import Figure, Measured, Side, measure, require_good

CLIENTS: Final = 8
"""Of each kind."""
LEAST_SHARES: Final = {"orders": 0.25, "scans": 0.25}
"""So much of its rate alone each keeps; three kinds share the machine, so a third is fair.

Pages are not judged: cheap as they are, they give way to what is worth more.
"""


def measure_together(sides: dict[str, Side], *, seconds: float) -> list[Figure]:
    """Each kind alone first, then all at the same time, for as long."""
    alone = {
        name: measure(side, clients=CLIENTS, seconds=seconds, rounds=1)
        for name, side in sides.items()
    }
    with ThreadPoolExecutor(len(sides)) as pool:
        running = {
            name: pool.submit(
                load.run, side.server.base, side.requests, clients=CLIENTS, seconds=seconds
            )
            for name, side in sides.items()
        }
        together = {name: each.result() for name, each in running.items()}
    for name, side in sides.items():
        require_good(side, together[name])
    return [line for name in sides for line in _lines(name, together[name], alone[name])]


def _lines(name: str, outcome: load.Outcome, alone: Measured) -> list[Figure]:
    share, p95 = outcome.rate / alone.rate, outcome.percentile(0.95)
    bar = LEAST_SHARES.get(name)
    return [
        Figure(f"mixed: {name} beside alone", outcome.rate, alone.rate, share, bar),
        Figure.of(f"mixed: {name}, p95 ms", p95, alone.p95),
    ]
