"""An event with three ticket types, and an organizer who edits them at once."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.ids import new_id


@dataclass(slots=True)
class Editor:
    client: Any
    shop: MadeShop
    types: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"

    def ask(
        self, method: str, path: str, body: Any = None, *, key: str = "", user: Any = None
    ) -> Any:
        headers = bearer(user or self.shop.organization.owner)
        headers |= {"Idempotency-Key": key} if key else {}
        return self.client.open(f"{self.base}{path}", method=method, json=body, headers=headers)

    def now(self) -> dict[str, dict[str, Any]]:
        """The ticket types as they are, by id."""
        found = self.ask("GET", "/ticket-types?archived=true").json["items"]
        return {each["id"]: each for each in found}

    def body(self, *types: str, **changes: Any) -> dict[str, Any]:
        now = self.now()
        chosen = types or self.types
        items = [{"ticket_type_id": each, "version": now[each]["version"]} for each in chosen]
        return {"items": items, "changes": changes}

    def preview(self, *types: str, **changes: Any) -> Any:
        return self.ask("POST", "/bulk-edits/preview", self.body(*types, **changes))

    def edit(self, *types: str, key: str = "", **changes: Any) -> Any:
        body = self.body(*types, **changes)
        return self.ask("POST", "/bulk-edits", body, key=key or new_id().hex)

    def made(self, *types: str, **changes: Any) -> dict[str, Any]:
        answer = self.edit(*types, **changes)
        assert answer.status_code == 201, answer.json
        return dict(answer.json)

    def undo(self, edit: dict[str, Any], key: str = "") -> Any:
        return self.ask("POST", f"/bulk-edits/{edit['id']}/undo", {}, key=key)

    def listed(self) -> list[dict[str, Any]]:
        return list(self.ask("GET", "/bulk-edits").json["items"])

    def prices(self) -> list[int]:
        now = self.now()
        return [now[each]["price_minor"] for each in self.types]

    def add(self, price_minor: int, **values: Any) -> str:
        made: UUID = self.shop.add_type(price_minor=price_minor, **values)
        self.types.append(str(made))
        return str(made)


@pytest.fixture
def editor(client: Any, queued: Any) -> Editor:
    made = Editor(client, make_shop())
    for price in (1000, 2550, 9999):
        made.add(price, tax_rate_bp=1900)
    return made
