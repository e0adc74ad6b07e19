"""A shop whose organizer limits what is ordered, and buyers of several networks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

NETWORK = "203.0.113.9"


@dataclass(slots=True)
class LimitedShop:
    client: Any
    shop: MadeShop
    ticket: UUID

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def at_event(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"

    @property
    def path(self) -> str:
        return f"{self.at_event}/fraud-rules"

    def create(self, **said: Any) -> Any:
        """At most two orders of an address in an hour, unless something else is said."""
        body = {
            "name": "Two an hour",
            "subject": "email",
            "measure": "orders",
            "most": 2,
            "period_seconds": 3600,
            "outcome": "refuse",
            **said,
        }
        return self.client.post(self.path, json=body, headers=self.headers)

    def made(self, **said: Any) -> dict[str, Any]:
        answer = self.create(**said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def change(self, rule: dict[str, Any], **changes: Any) -> Any:
        headers = self.headers | {"If-Match": f'"{rule["version"]}"'}
        return self.client.patch(f"{self.path}/{rule['id']}", json=changes, headers=headers)

    def listed(self) -> list[dict[str, Any]]:
        return self.client.get(self.path, headers=self.headers).json["items"]

    def order(
        self,
        email: str = "ana@people.example",
        *,
        quantity: int = 1,
        network: str = NETWORK,
        challenge: str = "",
        key: str = "",
        account: Any = None,
    ) -> Any:
        headers = {"Turnout-Challenge": challenge} if challenge else {}
        headers |= bearer(account) if account else {}
        headers |= {"Idempotency-Key": key} if key else {}
        return self.client.post(
            self.shop.orders_path,
            json=self.shop.basket(self.ticket, quantity=quantity, email=email),
            headers=headers,
            environ_overrides={"REMOTE_ADDR": network},
        )

    def hold(self, *, network: str = NETWORK) -> dict[str, Any]:
        """An order whose buyer is not known yet, as the checkout begins one."""
        body = self.shop.basket(self.ticket)
        del body["buyer"], body["attendees"]
        answer = self.client.post(
            self.shop.orders_path, json=body, environ_overrides={"REMOTE_ADDR": network}
        )
        assert answer.status_code == 201, answer.json
        return answer.json

    def name_buyer(self, held: dict[str, Any], email: str, *, challenge: str = "") -> Any:
        headers = {"Turnout-Order-Secret": held["secret"]}
        headers |= {"Turnout-Challenge": challenge} if challenge else {}
        return self.client.patch(
            f"{self.shop.orders_path}/{held['id']}",
            json={"buyer": {"email": email, "name": "Ana"}},
            headers=headers,
        )


@pytest.fixture
def limited(client: Any) -> LimitedShop:
    """An event on sale with 60 tickets of 25.00, and no rule yet."""
    shop = make_shop()
    return LimitedShop(client, shop, shop.add_type(capacity=60, price_minor=2500))
