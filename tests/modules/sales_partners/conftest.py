"""A shop whose tickets somebody else sells as well."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.factories.tokens import make_token

from turnout.kernel.db.tx import transaction


@dataclass(slots=True)
class PartneredShop:
    client: Any
    shop: MadeShop
    type_id: UUID

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def path(self) -> str:
        return f"{self.base}/sales-partners"

    def create(self, code: str = "HOTEL4", **said: Any) -> Any:
        body = {"name": "Hotel Meridian", "code": code, **said}
        return self.client.post(self.path, json=body, headers=self.headers)

    def made(self, code: str = "HOTEL4", **said: Any) -> dict[str, Any]:
        answer = self.create(code, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def change(self, partner: dict[str, Any], **said: Any) -> Any:
        headers = {**self.headers, "If-Match": f'"{partner["version"]}"'}
        return self.client.patch(f"{self.path}/{partner['id']}", json=said, headers=headers)

    def buy(self, *, headers: dict[str, str] | None = None, quantity: int = 1, **said: Any) -> Any:
        body = {**self.shop.basket(self.type_id, quantity=quantity), **said}
        return self.client.post(self.shop.orders_path, json=body, headers=headers or {})

    def origin(self, answer: Any) -> tuple[str, str | None]:
        """The channel and the sales partner of an order that was placed."""
        assert answer.status_code == 201, answer.json
        with transaction(self.shop.organizer) as tx:
            asked = "SELECT channel, sales_partner_id FROM orders WHERE id = %(id)s"
            [(channel, partner)] = tx.query(asked, {"id": UUID(answer.json["id"])})
        return channel, None if partner is None else str(partner)

    def token(self) -> tuple[str, dict[str, str]]:
        """The id of an API token of the organization, and what sends it."""
        made = make_token(self.shop.organization, "orders.read")
        return str(made.id), made.headers


@pytest.fixture
def sale(client, queued) -> PartneredShop:
    shop = make_shop()
    return PartneredShop(client, shop, shop.add_type())
