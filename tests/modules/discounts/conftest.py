"""A shop with two ticket types, and an organizer who makes discounts for it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop


@dataclass(slots=True)
class DiscountedShop:
    client: Any
    shop: MadeShop
    standard: UUID
    gala: UUID

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def path(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/discounts"

    def create(self, code: str = "HARBOUR20", **said: Any) -> Any:
        """A discount of the event, 20 % off unless something else is said."""
        if not {"percent_bp", "amount_minor", "opens_hidden"} & set(said):
            said["percent_bp"] = 2000
        if "amount_minor" in said:
            said.setdefault("currency", "EUR")
        body = {"name": code, "code": code, "event_id": str(self.shop.event_id), **said}
        return self.client.post(self.path, json=body, headers=self.headers)

    def made(self, code: str = "HARBOUR20", **said: Any) -> dict[str, Any]:
        answer = self.create(code, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def get(self, discount_id: str) -> dict[str, Any]:
        return self.client.get(f"{self.path}/{discount_id}", headers=self.headers).json

    def buy(self, *codes: str, types: tuple[UUID, ...] = (), **basket: Any) -> Any:
        body = self.shop.basket(*(types or (self.standard,)), **basket)
        return self.client.post(self.shop.orders_path, json={**body, "codes": list(codes)})

    def bought(self, *codes: str, **options: Any) -> dict[str, Any]:
        answer = self.buy(*codes, **options)
        assert answer.status_code == 201, answer.json
        return answer.json

    def refused(self, *codes: str, **options: Any) -> tuple[str, str]:
        """Where and why a basket with these codes is refused."""
        answer = self.buy(*codes, **options)
        assert answer.status_code == 422, answer.json
        [error] = answer.json["errors"]
        return error["pointer"], error["code"]

    def check(self, *codes: str, **said: Any) -> Any:
        path = self.shop.orders_path.removesuffix("orders")
        path += f"events/{self.shop.event_id}/check-codes"
        return self.client.post(path, json={"codes": list(codes), **said})

    def cancel(self, order: dict[str, Any]) -> None:
        answer = self.client.post(
            f"{self.shop.orders_path}/{order['id']}/cancel",
            headers={"Turnout-Order-Secret": order["secret"]},
        )
        assert answer.status_code == 200, answer.json


@pytest.fixture
def sale(client, queued) -> DiscountedShop:
    shop = make_shop()
    standard = shop.add_type(price_minor=2500, tax_rate_bp=1900)
    return DiscountedShop(client, shop, standard, shop.add_type(price_minor=9900))
