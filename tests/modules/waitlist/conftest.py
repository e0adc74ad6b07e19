"""A shop whose tickets are sold out, people who wait, and an organizer who keeps the list."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.modules.inventory import api as inventory
from turnout.modules.waitlist import api as waitlist


@dataclass(slots=True)
class WaitedShop:
    """`client` speaks HTTP; entries are known by the address that waits."""

    client: Any
    shop: MadeShop
    standard: UUID
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def at_event(self) -> str:
        return f"{self.base}/events/{self.shop.event_id}"

    @property
    def owner(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def open(self, **said: Any) -> dict[str, Any]:
        """Open the waitlist; freed places go to it first unless something else is said."""
        body = {
            "is_open": True,
            "freed_first": True,
            "offer_minutes": 1440,
            "most_quantity": 4,
            **said,
        }
        answer = self.client.put(
            f"{self.at_event}/waitlist-settings", json=body, headers=self.owner
        )
        assert answer.status_code == 200, answer.json
        return answer.json

    def buy(
        self, *, quantity: int = 1, offer: str = "", of: UUID | None = None, **buyer: Any
    ) -> Any:
        body = self.shop.basket(of or self.standard, quantity=quantity, **buyer)
        if offer:
            body["waitlist_offer"] = offer
        return self.client.post(self.shop.orders_path, json=body)

    def bought(self, **options: Any) -> dict[str, Any]:
        answer = self.buy(**options)
        assert answer.status_code == 201, answer.json
        return answer.json

    def cancel(self, order: dict[str, Any]) -> None:
        answer = self.client.post(
            f"{self.shop.orders_path}/{order['id']}/cancel",
            headers={"Turnout-Order-Secret": order["secret"]},
        )
        assert answer.status_code == 200, answer.json

    def join(self, email: str, *, quantity: int = 1, of: UUID | None = None, **said: Any) -> Any:
        body = {
            "ticket_type_id": str(of or self.standard),
            "quantity": quantity,
            "email": email,
            "name": email.partition("@")[0].title(),
            **said,
        }
        return self.client.post(f"{self.at_event}/waitlist", json=body)

    def waits(self, email: str, **options: Any) -> str:
        """Have an address wait, confirmed; the entry's id."""
        answer = self.join(email, **options)
        assert answer.status_code == 202, answer.json
        self.ids[email] = self.find(email)["id"]
        confirmed = self.client.post(
            f"{self.base}/waitlist-entries/{self.ids[email]}/confirm", headers=self.secret(email)
        )
        assert confirmed.status_code == 200, confirmed.json
        return self.ids[email]

    def find(self, email: str) -> dict[str, Any]:
        """The newest entry of an address, as the team sees it."""
        found = self.client.get(
            f"{self.at_event}/waitlist?limit=100&q={email}", headers=self.owner
        ).json["items"]
        return max(found, key=lambda each: each["joined_at"])

    def state(self, email: str) -> str:
        return str(self.find(email)["state"])

    def secret(self, email: str) -> dict[str, str]:
        return {"Turnout-Waitlist-Secret": waitlist.entry_secret(UUID(self.ids[email]))}

    def place(self, email: str) -> dict[str, Any]:
        answer = self.client.get(
            f"{self.base}/waitlist-entries/{self.ids[email]}", headers=self.secret(email)
        )
        assert answer.status_code == 200, answer.json
        return answer.json

    def token(self, email: str) -> str:
        return waitlist.offer_token(UUID(self.ids[email]))

    def leave(self, email: str) -> Any:
        return self.client.delete(
            f"{self.base}/waitlist-entries/{self.ids[email]}", headers=self.secret(email)
        )

    def classify(self, email: str, priority: str) -> Any:
        return self.client.patch(
            f"{self.base}/waitlist-entries/{self.ids[email]}",
            json={"priority": priority},
            headers=self.owner,
        )

    def offer(self, email: str) -> Any:
        return self.client.post(
            f"{self.base}/waitlist-entries/{self.ids[email]}/offer", headers=self.owner
        )

    def figures(self) -> dict[str, Any]:
        return self.client.get(f"{self.at_event}/waitlist-figures", headers=self.owner).json

    def pool(self, of: UUID | None = None) -> inventory.Pool:
        wanted = self.shop.pools[of or self.standard]
        found = inventory.list_pools(self.shop.organizer, self.shop.event_id)
        return next(each for each in found if each.id == wanted)

    def resize(self, capacity: int) -> None:
        inventory.update_pool(
            self.shop.organizer,
            self.shop.event_id,
            pool_id=self.shop.pools[self.standard],
            capacity=capacity,
        )
        work.drain()


@pytest.fixture
def sale(client, queued) -> WaitedShop:
    """Two tickets on sale, and a waitlist that is open."""
    shop = make_shop()
    made = WaitedShop(client, shop, shop.add_type(capacity=2, price_minor=2500))
    made.open()
    return made


@pytest.fixture
def sold_out(sale) -> WaitedShop:
    sale.bought(quantity=2)
    return sale
