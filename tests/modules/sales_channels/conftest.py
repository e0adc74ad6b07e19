"""A hall whose places are sold on the web, at the desk, by programs and by partners."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory
from turnout.modules.sales_partners import api as sales_partners

COUNTS = """
    SELECT taken, reserved, kept FROM inventory_counters WHERE pool_id = %(pool_id)s
"""


@dataclass(slots=True)
class ChannelShop:
    client: Any
    shop: MadeShop
    type_id: UUID
    partners: dict[str, UUID] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def path(self) -> str:
        base = self.shop.orders_path.removesuffix("/orders")
        return f"{base}/events/{self.shop.event_id}/channel-settings"

    @property
    def pool_id(self) -> UUID:
        return self.shop.pools[self.type_id]

    @property
    def worker(self) -> OrganizationContext:
        return system_in(self.shop.organization.id, "sales_channels.return-due")

    def partner(self, code: str) -> str:
        new = sales_partners.NewSalesPartner(name=code, code=code)
        return str(sales_partners.create_partner(self.shop.organizer, new).id)

    def create(self, channel: str = "partner", **said: Any) -> Any:
        body = {"ticket_type_id": str(self.type_id), "channel": channel, **said}
        return self.client.post(self.path, json=body, headers=self.headers)

    def made(self, channel: str = "partner", **said: Any) -> dict[str, Any]:
        answer = self.create(channel, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def get(self, setting: dict[str, Any]) -> dict[str, Any]:
        return self.client.get(f"{self.path}/{setting['id']}", headers=self.headers).json

    def change(self, setting: dict[str, Any], **said: Any) -> Any:
        now = self.get(setting)
        headers = {**self.headers, "If-Match": f'"{now["version"]}"'}
        return self.client.patch(f"{self.path}/{setting['id']}", json=said, headers=headers)

    def give_back(self, setting: dict[str, Any]) -> Any:
        return self.client.post(f"{self.path}/{setting['id']}/return", headers=self.headers)

    def delete(self, setting: dict[str, Any]) -> Any:
        headers = {**self.headers, "If-Match": f'"{self.get(setting)["version"]}"'}
        return self.client.delete(f"{self.path}/{setting['id']}", headers=headers)

    def buy(self, quantity: int = 1, *, named: bool = False, **said: Any) -> Any:
        body = {**self.shop.basket(self.type_id, quantity=quantity, named=named), **said}
        if not named:
            del body["buyer"]  # it stays a hold
        return self.client.post(self.shop.orders_path, json=body)

    def bought(self, quantity: int = 1, **said: Any) -> dict[str, Any]:
        answer = self.buy(quantity, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def cancel(self, order: dict[str, Any]) -> None:
        path = f"{self.shop.orders_path}/{order['id']}/cancel"
        answer = self.client.post(path, headers=self.headers)
        assert answer.status_code == 200, answer.json

    def counts(self) -> tuple[int, int, int]:
        """What is taken, reserved and kept of the pool."""
        with transaction(self.shop.organizer) as tx:
            [row] = tx.query(COUNTS, {"pool_id": self.pool_id})
        return tuple(row)

    def left(self, *ids: UUID) -> dict[UUID, int]:
        with transaction(self.shop.buyer) as tx:
            return inventory.remaining(tx, list(ids))


def make_channel_shop(client: Any, *, capacity: int = 20, **values: Any) -> ChannelShop:
    shop = make_shop()
    return ChannelShop(client, shop, shop.add_type(capacity=capacity, **values))


@pytest.fixture
def sale(client, queued) -> ChannelShop:
    return make_channel_shop(client)
