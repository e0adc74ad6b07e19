"""An event with attendees of several kinds, and an organizer who writes to them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.announcements.service import portions
from turnout.modules.notifications.models import MailRow

TEXT = {"language": "en", "subject": "Doors at nine", "body": "<p>Hello {first_name}.</p>"}


@dataclass(slots=True)
class Announcer:
    """`client` speaks HTTP as the owner; people are known by their address."""

    client: Any
    shop: MadeShop
    types: dict[str, UUID] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def at(self) -> str:
        return f"{self.base}/events/{self.shop.event_id}/announcements"

    @property
    def owner(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    @property
    def platform(self) -> OrganizationContext:
        return system_in(self.shop.organization.id, "announcements.send")

    def buy(self, email: str, *, kind: str = "standard", locale: str = "en", **said: Any) -> Any:
        """One ticket; `guest` is the attendee's own address."""
        if kind not in self.types:
            self.types[kind] = self.shop.add_type(name=kind, capacity=500)
        guest = said.pop("guest", "")
        body = self.shop.basket(
            self.types[kind], quantity=said.pop("quantity", 1), email=email, locale=locale, **said
        )
        if guest:
            body["attendees"][0]["email"] = guest
        answer = self.client.post(self.shop.orders_path, json=body)
        assert answer.status_code == 201, answer.json
        self.orders[email] = answer.json
        return answer.json

    def index(self) -> None:
        """Lists of attendees follow a few seconds behind orders."""
        work.drain()
        work.run_timed("order_search.index")

    def post(self, path: str = "", body: Any = None, *, expect: int = 200) -> Any:
        answer = self.client.post(f"{self.at}{path}", json=body or {}, headers=self.owner)
        assert answer.status_code == expect, answer.json
        return answer.json if answer.data else None

    def draft(self, *, expect: int = 201, **said: Any) -> Any:
        return self.post(body={"texts": [TEXT], "segment": {}, **said}, expect=expect)

    def audience(self, **segment: Any) -> Any:
        return self.post("/audience", segment)

    def begun(self, **said: Any) -> UUID:
        """An announcement that is to leave now."""
        made = self.draft(**said)
        self.post(f"/{made['id']}/schedule")
        return UUID(made["id"])

    def queue(self, announcement_id: UUID, *, portion: int = 1_000) -> None:
        while portions.queue_portion(self.platform, announcement_id, portion=portion):
            pass

    def shown(self, announcement_id: UUID) -> Any:
        answer = self.client.get(f"{self.at}/{announcement_id}", headers=self.owner)
        assert answer.status_code == 200, answer.json
        return answer.json

    def mails(self, announcement_id: UUID) -> list[MailRow]:
        with transaction(self.platform) as tx:
            found = tx.session.query(MailRow).filter_by(source_id=announcement_id)
            return sorted(found, key=lambda each: each.recipient)


@pytest.fixture
def announcer(client) -> Announcer:
    return Announcer(client, make_shop())
