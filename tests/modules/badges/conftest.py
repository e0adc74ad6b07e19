"""An event whose form asks for a company, and an organizer who makes and prints its badges."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.forms import api as forms
from turnout.modules.tickets import api as tickets

FORM = {
    "language": "en",
    "questions": [
        {"key": "company", "type": "short_text", "label": {"en": "Company"}},
        {
            "key": "pronouns",
            "type": "single_choice",
            "label": {"en": "Pronouns"},
            "options": [{"value": "she", "label": {"en": "she/her"}}, {"value": "they"}],
        },
        {"key": "passport", "type": "file", "label": {"en": "Passport"}},
    ],
}
NAME = {"kind": "name", "x_mm": 4, "y_mm": 4, "width_mm": 82, "height_mm": 16, "size_pt": 30}
QR = {"kind": "qr", "x_mm": 60, "y_mm": 24, "width_mm": 26, "height_mm": 26}


def a_design(*elements: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"width_mm": 90, "height_mm": 55, "elements": list(elements or (NAME, QR)), **said}


@dataclass(slots=True)
class BadgedEvent:
    client: Any
    shop: MadeShop
    standard: UUID
    vip: UUID

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def path(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"{self.path}{path}", query_string=query, headers=self.headers)

    def post(self, path: str, body: dict[str, Any], *, user: Any = None, key: str = "") -> Any:
        headers = bearer(user) if user else self.headers
        stated = {**headers, "Idempotency-Key": key or new_id().hex}
        return self.client.post(f"{self.path}{path}", json=body, headers=stated)

    def create(self, name: str = "Badge", **said: Any) -> Any:
        design = said.pop("design", None) or a_design()
        return self.post("/badge-layouts", {"name": name, "design": design, **said})

    def made(self, name: str = "Badge", **said: Any) -> dict[str, Any]:
        answer = self.create(name, **{"is_default": True, **said})
        assert answer.status_code == 201, answer.json
        return answer.json

    def ticket(self, name: str = "Ada Lovelace", *, of: UUID | None = None, **answers: Any) -> str:
        """Somebody with a free ticket; its id."""
        type_id = of or self.standard
        basket = self.shop.basket(type_id, named=False)
        attendee = {"ticket_type_id": str(type_id), "name": name}
        order = self.client.post(
            self.shop.orders_path, json={**basket, "attendees": [attendee]}
        ).json
        path = f"{self.shop.orders_path}/{order['id']}"
        if answers:
            answered = self.client.patch(
                f"{path}/attendees/{order['attendees'][0]['id']}",
                json={"answers": answers},
                headers={"Turnout-Order-Secret": order["secret"]},
            )
            assert answered.status_code == 200, answered.json
        with transaction(self.shop.organizer) as tx:
            [ticket] = tickets.list_of(tx, UUID(order["id"]))
        return str(ticket.id)

    def print(self, *ticket_ids: str, **said: Any) -> Any:
        return self.post("/badge-print-runs", {"ticket_ids": list(ticket_ids), **said})

    def printed(self, *ticket_ids: str, **said: Any) -> dict[str, Any]:
        answer = self.print(*ticket_ids, **said)
        assert answer.status_code == 201, answer.json
        return answer.json

    def file(self, run: dict[str, Any], **query: Any) -> bytes:
        answer = self.get(f"/badge-print-runs/{run['id']}/file", **query)
        assert answer.status_code == 200, answer.json
        return answer.data

    def pointers(self, answer: Any) -> list[str]:
        assert answer.status_code == 422, answer.json
        return [each["pointer"] for each in answer.json["errors"]]


@pytest.fixture
def event(client, queued) -> BadgedEvent:
    shop = make_shop(title="Harbour Tech Summit")
    forms.save_form(shop.organizer, shop.event_id, FORM)
    return BadgedEvent(client, shop, shop.add_type(name="Standard"), shop.add_type(name="VIP"))
