"""A thousand buyers for two hundred places, or ten thousand for a thousand: exactly those are sold.

Everybody is answered.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import click

from tests.bench import load
from tests.bench.setup import STAMPEDES, Offer, Sale, Server

BUYERS = 1_000
CROWD = 10_000
CLIENTS = 64
LONGEST_SECONDS = 60.0
SOLD, SOLD_OUT = 201, 409


@dataclass(frozen=True, slots=True)
class Stampede:
    """Medians over the runs, in seconds."""

    until_last_ticket: float
    until_all_answered: float


def measure(
    server: Server,
    sale: Sale,
    orders: Callable[[Sale, Sequence[Offer]], Iterator[load.Request]],
    offers: Sequence[Offer],
    *,
    buyers: int = BUYERS,
) -> Stampede:
    """Run one stampede for each offer, the first to warm up; a wrong count fails the run."""
    found = [_run(server, islice(orders(sale, [each]), buyers), each, buyers) for each in offers]
    measured = found[len(found) - STAMPEDES + 1 :]
    return Stampede(
        statistics.median(each.until_last_ticket for each in measured),
        statistics.median(each.until_all_answered for each in measured),
    )


def _run(server: Server, requests: Iterator[load.Request], offer: Offer, buyers: int) -> Stampede:
    longest = LONGEST_SECONDS * buyers / BUYERS
    outcome = load.run(server.base, requests, clients=CLIENTS, seconds=longest)
    expected = {SOLD: offer.capacity, SOLD_OUT: buyers - offer.capacity}
    if dict(outcome.statuses) != expected:
        raise click.ClickException(f"{server.base} answered {dict(outcome.statuses)}")
    last = max(at for at, status in outcome.answers if status == SOLD)
    return Stampede(last, outcome.seconds)
