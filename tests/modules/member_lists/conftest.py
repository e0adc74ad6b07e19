"""Member lists of a shop as its organizer asks for them over HTTP."""

from typing import Any

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop


class MemberLists:
    def __init__(self, client: Any, shop: MadeShop) -> None:
        self._client, self.shop = client, shop
        self._path = f"/api/v1/organizations/{shop.organization.id}/member-lists"

    def ask(self, method: str, path: str = "", *, status: int = 200, **more: Any) -> Any:
        headers = {**bearer(self.shop.organization.owner), **more.pop("headers", {})}
        answer = self._client.open(f"{self._path}{path}", method=method, headers=headers, **more)
        assert answer.status_code == status, answer.json
        return answer.json if answer.data else None

    def made(self, name: str = "Society", table: str = "") -> str:
        found = self.ask("POST", json={"name": name}, status=201)
        if table:
            self.upload(found["id"], table)
        return str(found["id"])

    def upload(self, list_id: str, table: str, *, status: int = 200) -> Any:
        return self.ask("POST", f"/{list_id}/numbers/import", json={"table": table}, status=status)

    def numbers(self, list_id: str, **query: Any) -> list[dict[str, Any]]:
        return list(self.ask("GET", f"/{list_id}/numbers", query_string=query)["items"])


@pytest.fixture
def lists(client: Any, queued: Any) -> MemberLists:
    return MemberLists(client, make_shop())
