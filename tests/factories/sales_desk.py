"""A shop that takes money from a provider of its own process, and buyers at its counter."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory


@dataclass(slots=True)
class SalesDesk:
    """A shop that takes money, and a buyer at it."""

    client: Any
    provider: making.Provider
    shop: MadeShop
    connection_id: UUID
    type_id: UUID

    @property
    def ctx(self):
        return self.shop.organizer

    def order(self, **options: Any) -> "Purchase":
        answer = self.client.post(
            self.shop.orders_path, json=self.shop.basket(self.type_id, **options)
        )
        assert answer.status_code == 201, answer.json
        return Purchase(self, answer.json["id"], answer.json["secret"])

    def left(self) -> int:
        pool = self.shop.pools[self.type_id]
        with transaction(self.shop.buyer) as tx:
            return inventory.remaining(tx, [pool])[pool]

    def deliver(self, bodies: list[bytes]) -> None:
        for body in bodies:
            answer = self.client.post(
                making.hook_path(self.ctx, self.connection_id),
                data=body,
                headers=making.signed(self.ctx, body),
            )
            assert answer.status_code == 204


@dataclass(slots=True)
class Purchase:
    counter: SalesDesk
    id: str
    secret: str
    ref: str = ""

    @property
    def path(self) -> str:
        return f"{self.counter.shop.orders_path}/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Turnout-Order-Secret": self.secret}

    def now(self) -> dict[str, Any]:
        return self.counter.client.get(self.path, headers=self.headers).json

    def start(self, **choice: Any) -> Any:
        """Start paying; the choice is the request's body."""
        answer = self.ask(**choice)
        assert answer.status_code == 200, answer.json
        if answer.json["redirect_url"]:
            self.ref = making.ref_of(answer.json["redirect_url"])
        return answer.json

    def ask(self, **choice: Any) -> Any:
        path = f"{self.path}/payment"
        return self.counter.client.post(path, json=choice, headers=self.headers)

    def settle(self, outcome: str) -> None:
        self.counter.provider.complete(self.counter.ctx, self.ref, outcome)

    def told(self) -> list[bytes]:
        return self.counter.provider.deliveries(self.counter.ctx, self.ref)

    def pay(self) -> "Purchase":
        self.start()
        self.settle("success")
        self.counter.deliver(self.told())
        work.drain()
        return self

    def refund(self, key: str = "refund", **body: Any) -> Any:
        headers = {**bearer(self.counter.shop.organization.owner), "Idempotency-Key": key}
        return self.counter.client.post(f"{self.path}/refunds", json=body, headers=headers)


@contextmanager
def open_sales_desk(client: Any, provider: making.Provider) -> Iterator[SalesDesk]:
    """A published event with one paid ticket type (five places at 25.00 EUR)."""
    shop = make_shop()
    type_id = shop.add_type(capacity=5, price_minor=2500)
    connection = making.make_payment_connection(shop.organizer, provider=provider)
    with making.reachable(provider):
        yield SalesDesk(client, provider, shop, connection, type_id)
