"""Cost flat over tenants: orders spread over a thousand organizations beside those of one."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tests.bench import setup
from tests.bench.figures import Figure, Side, measure
from tests.bench.load import Request
from tests.bench.requests import orders_ours
from tests.bench.setup import PLENTY, Sale, Server

MOST_RATIO: Final = 1.2
CLIENTS: Final = 16
ROUNDS: Final = 3


def make_sales(sale: Sale, number: int) -> list[Sale]:
    """So many organizations, each with an event that sells one ticket type."""
    from tests.factories.sales import make_shop

    found = []
    for _ in range(number):
        shop = make_shop()
        hot = setup.make_offer(shop, PLENTY)
        found.append(
            replace(sale, organization_id=shop.organization.id, event_id=shop.event_id, hot=hot)
        )
    return found


def measure_orders(
    server: Server, sale: Sale, others: Sequence[Sale], *, seconds: float
) -> list[Figure]:
    """Orders over all of them in turn, beside orders over as many ticket types of one."""
    spread = Side(server, orders_over(others), (201,))
    alone = Side(server, orders_ours(sale, sale.spread), (201,))
    one = measure(alone, clients=CLIENTS, seconds=seconds, rounds=ROUNDS)
    many = measure(spread, clients=CLIENTS, seconds=seconds, rounds=ROUNDS)
    name = f"order over {len(others):,} organizations"
    return [
        Figure(f"{name}, p95 ms", many.p95, one.p95, many.p95 / one.p95, MOST_RATIO, at_most=True),
        Figure.of(f"{name}, rate", many.rate, one.rate),
        Figure.of(f"{name}, processor ms", many.processor_ms, one.processor_ms),
    ]


def orders_over(sales: Sequence[Sale]) -> Iterator[Request]:
    """Orders of one ticket, one organization after the other."""
    each_asks = [orders_ours(each, [each.hot]) for each in sales]
    return (next(asks) for asks in itertools.cycle(each_asks))
