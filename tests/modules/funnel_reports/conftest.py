"""An event on sale, as visitors go through its pages and its team asks for the funnel."""

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain

from turnout.kernel.ids import new_id
from turnout.modules.visits import buffer
from turnout.modules.visits import service as visits

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari"
CONFIG = re.compile(r'id="checkout-config"[^>]*>(.*?)</script>', re.DOTALL)


@dataclass(slots=True)
class Funnel:
    """An event on sale, as visitors go through its pages."""

    client: Any
    shop: MadeShop
    type_id: UUID
    page: str

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    def look(self, path: str = "", *, agent: str = PHONE, **headers: str) -> Any:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.get(
            path or self.page, headers={"User-Agent": agent, "Sec-Fetch-Dest": "document", **said}
        )
        assert answer.status_code == 200, answer.data[:300]
        assert "visit" not in answer.headers.get("Set-Cookie", "")
        return answer

    def buy(self, page: Any = None, *, agent: str = PHONE, **more: Any) -> dict[str, Any]:
        """An order as the checkout's script sends it, by what its page says."""
        config = json.loads(CONFIG.search(page.get_data(as_text=True))[1]) if page else {}
        said = {"source": config["source"]} if "source" in config else {}
        body = self.shop.basket(self.type_id, email=f"{new_id().hex}@example.com") | said | more
        headers = {"User-Agent": agent, "Idempotency-Key": str(new_id())}
        answer = self.client.post(self.shop.orders_path, json=body, headers=headers)
        assert answer.status_code == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def funnel(self, *, user: Any = None, **query: str) -> Any:
        buffer.send()
        visits.write_visits()
        return self.client.get(
            f"{self.base}/events/{self.shop.event_id}/funnel",
            query_string=query,
            headers=bearer(user or self.shop.organization.owner),
        )

    def lines(self, group_by: str) -> dict[str, tuple[int, ...]]:
        answer = self.funnel(group_by=group_by)
        assert answer.status_code == 200, answer.json
        return {each["key"]: steps(each) for each in answer.json["lines"]}

    def totals(self) -> tuple[int, ...]:
        return steps(self.funnel().json["totals"])


def steps(line: dict[str, Any]) -> tuple[int, ...]:
    return tuple(line[each] for each in ("seen", "started", "held", "paid", "elsewhere"))


@pytest.fixture
def funnel(client: Any, queued: Any) -> Funnel:
    slug = f"event-{new_id().hex[:12]}"
    shop = make_shop(slug=slug)
    type_id = shop.add_type()
    drain()
    return Funnel(client, shop, type_id, f"/{shop.organization.slug}/{slug}")
