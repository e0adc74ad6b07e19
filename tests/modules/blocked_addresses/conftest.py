"""A shop whose organizer blocks addresses, and buyers of several networks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import MadeUser, bearer
from tests.factories.sales import MadeShop, make_shop

NETWORK = "203.0.113.9"


@dataclass(slots=True)
class BlockingShop:
    client: Any
    shop: MadeShop
    ticket: UUID

    @property
    def path(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/blocked-addresses"

    def headers(self, user: MadeUser | None = None) -> dict[str, str]:
        return bearer(user or self.shop.organization.owner)

    def block(self, value: str, kind: str = "email", **said: Any) -> Any:
        body = {"kind": kind, "value": value, "outcome": "refuse", "reason": "A reseller", **said}
        return self.client.post(self.path, json=body, headers=self.headers())

    def blocked(self, value: str, kind: str = "email", **said: Any) -> dict[str, Any]:
        answer = self.block(value, kind, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def order(self, email: str = "ana@people.example", *, network: str = NETWORK) -> Any:
        return self.client.post(
            self.shop.orders_path,
            json=self.shop.basket(self.ticket, email=email),
            environ_overrides={"REMOTE_ADDR": network},
        )

    def review_of(self, order_id: str) -> Any:
        path = f"{self.shop.orders_path}/{order_id}/review"
        return self.client.get(path, headers=self.headers()).json


@pytest.fixture
def blocking(client: Any) -> BlockingShop:
    """Sixty tickets for nothing, and nobody blocked."""
    shop = make_shop()
    return BlockingShop(client, shop, shop.add_type(capacity=60))
