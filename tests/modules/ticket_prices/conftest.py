"""An event that is sold in euros, dollars, yen and dinars, out of one stock."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

PRICES = {
    "USD": {"price_minor": 2700},
    "JPY": {"price_minor": 4000},
    "KWD": {"price_minor": 8_250},
}


@dataclass(slots=True)
class CurrencyShop:
    client: Any
    shop: MadeShop
    type_id: UUID

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.open(
            f"{self.base}/{path}", method=method, json=body, headers=self.headers | headers
        )

    def place(self, currency: str = "", *types: UUID, quantity: int = 1, **said: Any) -> Any:
        body = self.shop.basket(*(types or (self.type_id,)), quantity=quantity) | said
        if currency:
            body["currency"] = currency
        return self.client.post(self.shop.orders_path, json=body)

    def order(self, currency: str = "", *types: UUID, **said: Any) -> Any:
        answer = self.place(currency, *types, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def refused(self, currency: str = "", *types: UUID, **said: Any) -> tuple[str, str]:
        """The field that is wrong, and why."""
        answer = self.place(currency, *types, **said)
        assert answer.status_code == 422, answer.json
        [error] = answer.json["errors"]
        return error["pointer"], error["code"]

    def offers(self, currency: str = "") -> Any:
        asked = {"currency": currency} if currency else {}
        answer = self.client.get(f"{self.base}/offers", query_string=asked)
        assert answer.status_code == 200, answer.json
        return answer.json


@pytest.fixture
def sold(client, queued) -> CurrencyShop:
    shop = make_shop()
    type_id = shop.add_type(price_minor=2500, tax_rate_bp=1900, prices=PRICES)
    return CurrencyShop(client, shop, type_id)
