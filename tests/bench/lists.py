"""What lists cost: a thousand events beside a bare view, and a million orders beside ten thousand."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from tests.bench import large_organization
from tests.bench.figures import Figure, Side, compare, measure
from tests.bench.load import Request
from tests.bench.setup import Server

FEW_ROWS: Final = 10_000
EVENTS: Final = 1_000
MOST_RATIO: Final = 1.5
"""So much more a page of a list may take with a hundred times as many rows (p95)."""
ASKED: Final = {
    "orders": "orders/search?limit=50",
    "orders by name": "orders/search?limit=50&sort=name",
    "orders, deep page": "orders/search?limit=50&state=expired",
    "orders by a word": "orders/search?limit=50&q=ada",
    "attendees": "attendees?limit=50",
    "attendees by a word": "attendees?limit=50&q=meier",
}


def of_events(postgres: Any, ours: Server, floor: Server, *, seconds: float) -> list[Figure]:
    """Pages of fifty out of a thousand events, sixteen clients, beside fifty rows as they are."""
    from tests.bench.setup import DATABASE

    crowd = large_organization.make_large_organization(
        postgres.superuser_url(DATABASE), events=EVENTS, sessions=1
    )
    path = f"/api/v1/organizations/{crowd.organization_id}/events?limit=50"
    mine = Side(ours, _asks(path, crowd.bearer), (200,))
    least = Side(floor, _asks("/list", {}), (200,))
    reference = measure(least, clients=16, seconds=seconds, rounds=3)
    value = measure(mine, clients=16, seconds=seconds, rounds=3)
    return compare("list of 1,000 events, 16 clients", value, reference, bar=None)


def _asks(path: str, headers: dict[str, str]) -> Iterator[Request]:
    return itertools.repeat(Request(path, {}, headers, method="GET"))


def of_rows(settings: Any, *, rows: int) -> list[Figure]:
    """The 95th percentile of each list with so many rows, over what it is with ten thousand."""
    from tests.factories.many_orders import fill_orders
    from tests.factories.people import bearer
    from tests.factories.sales import make_shop
    from turnout.app import create_app

    owner = settings.database_owner_url.get_secret_value()
    spent: dict[int, dict[str, float]] = {}
    shops = {}
    for count in (FEW_ROWS, rows):
        shops[count] = shop = make_shop()
        fill_orders(owner, shop, shop.add_type(), count=count)
    with create_app(settings).test_client() as client:
        for count, shop in shops.items():
            headers = bearer(shop.organization.owner)
            spent[count] = {
                name: large_organization.p95_ms(
                    client,
                    _address(shop.organization.id, path),
                    headers,
                    base_url=settings.public_url,
                )
                for name, path in ASKED.items()
            }
    return [
        Figure(
            f"{name}, {rows:,} rows over 10,000, p95 ms",
            spent[rows][name],
            spent[FEW_ROWS][name],
            spent[rows][name] / spent[FEW_ROWS][name],
            MOST_RATIO,
            at_most=True,
        )
        for name in ASKED
    ]


def _address(organization_id: UUID, path: str) -> Callable[[int], str]:
    return lambda _: f"/api/v1/organizations/{organization_id}/{path}"
