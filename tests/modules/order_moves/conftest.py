"""A desk with two ticket types and another date, and whoever moves orders between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk
from tests.factories.work import drain

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.inventory import api as inventory


@pytest.fixture
def counter(client, queued, provider) -> Iterator[SalesDesk]:
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def balcony(counter):
    """Another ticket type at the same price, with two places."""
    return counter.shop.add_type(name="Balcony", capacity=2, price_minor=2500)


@pytest.fixture
def move(client, counter, balcony) -> Callable[..., Any]:
    def move(order: Purchase, to=balcony, *, user=None, key=None, preview=False, **body):
        headers = bearer(user or counter.shop.organization.owner)
        headers["Idempotency-Key"] = key or new_id().hex
        path = f"{order.path}/move{'/preview' if preview else ''}"
        says = {"from_ticket_type_id": str(counter.type_id), "to_ticket_type_id": str(to), **body}
        answer = client.post(path, json=says, headers=headers)
        drain()
        return answer

    return move


def left(counter: SalesDesk, *types) -> list[int]:
    """Places that are left of each type."""
    pools = [counter.shop.pools[each] for each in types]
    with transaction(counter.shop.buyer) as tx:
        found = inventory.remaining(tx, pools)
    return [found[each] for each in pools]


@dataclass(frozen=True, slots=True)
class OtherDate:
    """Another event of the desk's organization with one ticket type."""

    shop: MadeShop
    type_id: UUID

    def left(self) -> int:
        pool = self.shop.pools[self.type_id]
        with transaction(self.shop.buyer) as tx:
            return inventory.remaining(tx, [pool])[pool]


@pytest.fixture
def later(counter) -> OtherDate:
    """Another date at the same price, with three places."""
    shop = make_shop(counter.shop.organization, title="The second night")
    return OtherDate(shop, shop.add_type(name="Hall", capacity=3, price_minor=2500))


@pytest.fixture
def move_to_event(client, counter, later) -> Callable[..., Any]:
    def move(order: Purchase, to=later, *, types=None, user=None, key=None, preview=False, **body):
        headers = bearer(user or counter.shop.organization.owner)
        headers["Idempotency-Key"] = key or new_id().hex
        path = f"{order.path}/move-to-event{'/preview' if preview else ''}"
        pairs = types or {counter.type_id: to.type_id}
        says = {
            "event_id": str(to.shop.event_id),
            "ticket_types": [
                {"from_ticket_type_id": str(one), "to_ticket_type_id": str(other)}
                for one, other in pairs.items()
            ],
            **body,
        }
        answer = client.post(path, json=says, headers=headers)
        drain()
        return answer

    return move
