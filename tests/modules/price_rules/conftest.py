"""A shop with a ticket type at €30, and an organizer who makes price rules for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel import clock

LIST_MINOR = 3000


@dataclass(slots=True)
class RuledShop:
    client: Any
    shop: MadeShop
    standard: UUID

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def path(self) -> str:
        return f"{self.base}/events/{self.shop.event_id}/price-rules"

    @property
    def demand_path(self) -> str:
        return f"{self.base}/events/{self.shop.event_id}/demand-prices"

    def create(self, kind: str = "early_bird", **said: Any) -> Any:
        """An early-bird price of €20 for the first two, unless something else is said."""
        if kind == "early_bird" and not {"ends_at", "sold_until"} & set(said):
            said["sold_until"] = 2
        if kind == "quantity":
            said.setdefault("minimum_quantity", 4)
        if not {"price_minor", "percent_bp"} & set(said):
            said["price_minor"] = 2000
        body = {"ticket_type_id": str(self.standard), "kind": kind, "name": "Early bird", **said}
        return self.client.post(self.path, json=body, headers=self.headers)

    def made(self, kind: str = "early_bird", **said: Any) -> dict[str, Any]:
        answer = self.create(kind, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def refused(self, kind: str = "early_bird", **said: Any) -> str:
        """The field by which a rule is refused."""
        answer = self.create(kind, **said)
        assert answer.status_code == 422, answer.json
        return answer.json["errors"][0]["pointer"]

    def get(self, rule_id: str) -> dict[str, Any]:
        return self.client.get(f"{self.path}/{rule_id}", headers=self.headers).json

    def change(self, rule_id: str, **changes: Any) -> Any:
        return self.client.patch(f"{self.path}/{rule_id}", json=changes, headers=self.headers)

    def buy(self, quantity: int = 1, *, seen: int | None = None, **buyer: Any) -> Any:
        body = self.shop.basket(self.standard, quantity=quantity, **buyer)
        if seen is not None:
            body["lines"][0]["amount_minor"] = seen
        return self.client.post(self.shop.orders_path, json=body)

    def bought(self, quantity: int = 1, **options: Any) -> dict[str, Any]:
        answer = self.buy(quantity, **options)
        assert answer.status_code == 201, answer.json
        return answer.json

    def unit(self, quantity: int = 1) -> int:
        """What each of so many costs who buys them now."""
        [line] = self.bought(quantity)["lines"]
        return int(line["unit_minor"])

    def sold(self) -> int:
        """Units that price rules count."""
        found = self.client.get(self.path, headers=self.headers).json["items"]
        return int(found[0]["sold"])

    def offer(self) -> dict[str, Any]:
        """The ticket type as the shop shows it."""
        path = f"{self.base}/events/{self.shop.event_id}/offers"
        [item] = self.client.get(path).json["items"]
        return item

    def cancel(self, order: dict[str, Any]) -> None:
        answer = self.client.post(
            f"{self.shop.orders_path}/{order['id']}/cancel",
            headers={"Turnout-Order-Secret": order["secret"]},
        )
        assert answer.status_code == 200, answer.json


@pytest.fixture
def sale(client, queued) -> RuledShop:
    shop = make_shop()
    standard = shop.add_type(price_minor=LIST_MINOR, tax_rate_bp=2000)
    return RuledShop(client, shop, standard)


def in_days(days: float) -> str:
    return (clock.now() + timedelta(days=days)).isoformat()
