"""A workshop whose places are taken, tickets that wait for it, and an organizer who keeps the list."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.events import make_published_event
from tests.factories.people import bearer, context_of, make_organization
from tests.factories.sales import MadeShop

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets

TALK = {"title": "Knots", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}
SECRET = "Turnout-Order-Secret"


class Workshop:
    """`client` speaks HTTP; tickets are known by a number and asked for by their order's secret."""

    def __init__(self, client: Any, *, places: int = 2) -> None:
        self.client = client
        organization = make_organization()
        self.organization = organization
        self.ctx = context_of(organization, organization.owner)
        self.shop = MadeShop(organization, make_published_event(self.ctx).id)
        self.base = f"/api/v1/organizations/{organization.id}"
        self.at_event = f"{self.base}/events/{self.shop.event_id}"
        self.type = self.shop.add_type(capacity=200)
        self.session = self.add(capacity=places)
        self.tickets: dict[str, HeldTicket] = {}

    @property
    def owner(self) -> dict[str, str]:
        """Signed in now: models let more time pass than a token lives."""
        return bearer(self.organization.owner)

    def add(self, **values: Any) -> str:
        """A session that one registers for; its id."""
        body = {**TALK, "capacity": 2, "needs_registration": True, **values}
        answer = self.client.post(f"{self.at_event}/sessions", json=body, headers=self.owner)
        assert answer.status_code == 201, answer.json
        return str(answer.json["id"])

    def change(self, session: str | None = None, **values: Any) -> None:
        path = f"{self.at_event}/sessions/{session or self.session}"
        answer = self.client.patch(path, json=values, headers=self.owner)
        assert answer.status_code == 200, answer.json
        work.drain()

    def open(self, **said: Any) -> dict[str, Any]:
        body = {"is_open": True, "freed_first": True, "gives_at_once": False, "offer_minutes": 60}
        answer = self.set(**{**body, **said})
        assert answer.status_code == 200, answer.json
        return answer.json

    def set(self, **body: Any) -> Any:
        path = f"{self.at_event}/session-waitlist-settings"
        return self.client.put(path, json=body, headers=self.owner)

    def buy(self, *names: str, **buyer: Any) -> None:
        """One order with a ticket for each name."""
        body = self.shop.basket(self.type, quantity=len(names), **buyer)
        headers = {"Idempotency-Key": new_id().hex}
        order = self.client.post(self.shop.orders_path, json=body, headers=headers).json
        with transaction(self.ctx) as tx:
            order_id = orders.find_id(tx, order["number"])
            found = [each.id for each in tickets.list_of(tx, order_id)]
        for name, ticket_id in zip(names, found, strict=True):
            self.tickets[name] = HeldTicket(ticket_id, order_id, order["secret"])

    def void(self, *names: str) -> None:
        held = [self.tickets[each] for each in names]
        with transaction(self.ctx) as tx:
            ids = [each.id for each in held]
            tickets.void(tx, reference=held[0].order_id, reason="cancelled", ticket_ids=ids)
        work.drain()

    def register(self, name: str, session: str | None = None) -> Any:
        path = f"{self.at_event}/sessions/{session or self.session}/registrations"
        return self._post(path, name, {"ticket_id": str(self.tickets[name].id)})

    def sign_off(self, name: str, session: str | None = None) -> None:
        path = f"{self.at_event}/sessions/{session or self.session}/registrations"
        held = self.tickets[name]
        answer = self.client.delete(f"{path}/{held.id}", headers=held.secret)
        assert answer.status_code == 204, answer.json
        work.drain()

    def join(self, name: str, session: str | None = None, **headers: str) -> Any:
        path = f"{self.at_event}/sessions/{session or self.session}/waits"
        return self._post(path, name, {"ticket_id": str(self.tickets[name].id)}, **headers)

    def waits(self, *names: str) -> None:
        for each in names:
            answer = self.join(each)
            assert answer.status_code == 201, answer.json

    def path_of(self, name: str) -> str:
        return f"{self.at_event}/sessions/{self.session}/waits/{self.tickets[name].id}"

    def place(self, name: str) -> dict[str, Any]:
        answer = self.client.get(self.path_of(name), headers=self.tickets[name].secret)
        assert answer.status_code == 200, answer.json
        return answer.json

    def state(self, name: str) -> str:
        return str(self.place(name)["state"])

    def states(self, *names: str) -> list[str]:
        return [self.state(each) for each in names]

    def leave(self, name: str) -> Any:
        answer = self.client.delete(self.path_of(name), headers=self.tickets[name].secret)
        work.drain()
        return answer

    def accept(self, name: str, **said: Any) -> Any:
        answer = self._post(f"{self.path_of(name)}/accept", name, said)
        work.drain()
        return answer

    def listed(self, **query: Any) -> list[dict[str, Any]]:
        path = f"{self.at_event}/session-waitlist"
        answer = self.client.get(path, query_string={"limit": 100, **query}, headers=self.owner)
        assert answer.status_code == 200, answer.json
        return answer.json["items"]

    def entry(self, name: str) -> dict[str, Any]:
        """The ticket's latest entry, as the team sees it."""
        found = [x for x in self.listed() if x["ticket_id"] == str(self.tickets[name].id)]
        return max(found, key=lambda each: each["joined_at"])

    def at_entry(self, method: str, name: str, end: str = "", **sent: Any) -> Any:
        path = f"{self.base}/session-waitlist-entries/{self.entry(name)['id']}{end}"
        return self.client.open(path, method=method, headers=self.owner, **sent)

    def offer(self, name: str) -> Any:
        return self.at_entry("POST", name, "/offer")

    def classify(self, name: str, priority: str) -> Any:
        return self.at_entry("PATCH", name, json={"priority": priority})

    def registered(self, session: str | None = None) -> list[str]:
        path = f"{self.at_event}/sessions/{session or self.session}/registrations"
        answer = self.client.get(path, headers=self.owner)
        assert answer.status_code == 200, answer.json
        names = {str(held.id): name for name, held in self.tickets.items()}
        return [names[each["ticket_id"]] for each in answer.json["items"]]

    def _post(self, path: str, name: str, body: dict[str, Any], **headers: str) -> Any:
        sent = {**self.tickets[name].secret, **headers}
        return self.client.post(path, json=body, headers=sent)


@dataclass(frozen=True, slots=True)
class HeldTicket:
    id: UUID
    order_id: UUID
    order_secret: str = field(repr=False)

    @property
    def secret(self) -> dict[str, str]:
        return {SECRET: self.order_secret}


@pytest.fixture
def workshop(client, queued) -> Workshop:
    """A workshop of two places that Ada and Bo have; Cy, Di and Eve have tickets, too."""
    made = Workshop(client)
    made.open()
    made.buy("ada", "bo", "cy", "di", "eve")
    for each in ("ada", "bo"):
        assert made.register(each).status_code == 201
    return made
