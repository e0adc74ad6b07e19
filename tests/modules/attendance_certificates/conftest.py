"""An event in thirty days with an order for it, whose holders come in and want their certificate."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.factories.people import MadeUser, bearer
from tests.factories.sales import MadeShop, make_shop
from tests.factories.tickets import Occasion, code_of
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import service as checkin
from turnout.modules.events import api as events
from turnout.modules.tickets import api as tickets

SETTINGS = {
    "is_enabled": True,
    "title": "",
    "text": "Accredited by the Chamber of Engineers.",
    "credit": "6 CPD points",
    "signatory_name": "Grace Hopper",
    "signatory_role": "Chair of the programme",
    "lists_sessions": False,
    "required_days": 1,
    "notifies_attendees": False,
}


@dataclass
class Conference:
    """A free order of a ticket for each name, and the team that looks after the event."""

    client: Any
    shop: MadeShop
    order: dict[str, Any] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def event_id(self) -> Any:
        return self.shop.event_id

    @property
    def event(self) -> str:
        return f"{self.base}/events/{self.event_id}"

    @property
    def page(self) -> str:
        return f"/orders/{self.shop.organization.id}/{self.order['id']}/{self.order['secret']}"

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.shop.organizer, self.event_id, new_id(), new_id())

    def read(self) -> events.Event:
        with transaction(self.shop.organizer) as tx:
            return events.get_event(tx, self.event_id)

    @property
    def opens(self) -> datetime:
        found = self.read().starts_at
        assert found is not None
        return found

    @property
    def after(self) -> datetime:
        found = self.read().ends_at
        assert found is not None
        return found + timedelta(hours=1)

    def buy(self, quantity: int = 1) -> None:
        type_id = self.shop.add_type(capacity=50)
        body = self.shop.basket(type_id, quantity=quantity)
        answer = self.client.post(self.shop.orders_path, json=body)
        assert answer.status_code == 201, answer.json
        self.order = answer.json
        drain()

    def ticket(self, number: int = 0) -> tickets.Ticket:
        with transaction(self.shop.organizer) as tx:
            return tickets.list_of(tx, self.order["id"])[number]

    def enter(self, ticket: tickets.Ticket, *, at: datetime | None = None, **stated: Any) -> Any:
        """Somebody comes in, on the first day unless another moment is said."""
        sent = checkin.Scan(code=code_of(self.occasion, ticket), **stated)
        with clock.frozen(at or self.opens + timedelta(hours=1)):
            verdict = checkin.scan(self.shop.organizer, self.event_id, sent)
        assert verdict.verdict == "admitted", verdict
        return verdict

    def ask(
        self,
        method: str,
        rest: str,
        body: Any = None,
        *,
        who: MadeUser | None = None,
        **headers: str,
    ) -> Any:
        sent = {**bearer(who or self.shop.organization.owner), **headers}
        return self.client.open(f"{self.event}{rest}", method=method, json=body, headers=sent)

    def set_up(self, **changes: Any) -> Any:
        answer = self.ask("PUT", "/certificate-settings", SETTINGS | changes)
        assert answer.status_code == 200, answer.json
        return answer.json

    def issue(self, ticket: tickets.Ticket) -> Any:
        return self.ask("POST", "/certificates", {"ticket_id": str(ticket.id)})

    def issued(self, ticket: tickets.Ticket) -> Any:
        with clock.frozen(self.after):
            answer = self.issue(ticket)
        assert answer.status_code == 200, answer.json
        return answer.json

    def check(self, code: str) -> Any:
        return self.client.get(f"{self.base}/certificates/{code}")

    def download(
        self, ticket: tickets.Ticket, *, secret: str | None = None, query: str = ""
    ) -> Any:
        """As the buyer's shop asks for it through the API."""
        path = f"{self.base}/orders/{self.order['id']}/tickets/{ticket.id}/certificate.pdf{query}"
        proof = {"Turnout-Order-Secret": self.order["secret"] if secret is None else secret}
        return self.client.get(path, headers=proof)


@pytest.fixture
def conference(client: Any, running: Any) -> Conference:
    made = Conference(client, make_shop())
    checkin.ensure_default_list(made.shop.organizer, made.event_id)
    made.buy()
    return made
