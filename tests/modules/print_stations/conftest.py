"""An event with tickets, a badge layout and a print station, for every test."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import MadeOrganization, bearer, context_of, make_organization
from tests.factories.tickets import Occasion, make_occasion, make_tickets

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.badges.service import layouts
from turnout.modules.badges.types import BadgeDesign, BadgeElement, NewBadgeLayout
from turnout.modules.checkin import service as checkin

READY = {"app_version": "1.0.0", "printer_state": "ready"}


@dataclass(frozen=True, slots=True)
class Connector:
    """A connector that joined, as it calls."""

    client: Any
    base: str
    token: str

    def ask(self, method: str, rest: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        address = f"{self.base}/print-connector{rest}"
        return self.client.open(address, method=method, json=body, headers=headers)

    def take(self, **said: Any) -> Any:
        answer = self.ask("POST", "/jobs/take", READY | said)
        assert answer.status_code == 200, answer.json
        return answer.json["job"]

    def start(self, job: Any) -> int:
        return self.ask("POST", f"/jobs/{job['id']}/start").status_code

    def finish(self, job: Any, outcome: str, reason: str = "", detail: str = "") -> int:
        body = {"outcome": outcome, "reason": reason, "detail": detail}
        return self.ask("POST", f"/jobs/{job['id']}/result", body).status_code


@dataclass(frozen=True, slots=True)
class Entrance:
    """The team of an event that prints badges at the entrance."""

    client: Any
    organization: MadeOrganization
    occasion: Occasion

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.organization.id}"

    @property
    def event(self) -> str:
        return f"{self.base}/events/{self.occasion.event_id}"

    def ask(self, method: str, rest: str, body: Any = None, **headers: str) -> Any:
        proof = bearer(self.organization.owner) | headers
        return self.client.open(f"{self.event}{rest}", method=method, json=body, headers=proof)

    def make(self, rest: str, body: Any = None, key: str | None = None) -> Any:
        return self.ask("POST", rest, body, **{"Idempotency-Key": key or new_id().hex})

    def station(self, name: str = "Entrance", **stated: Any) -> Any:
        answer = self.ask("POST", "/print-stations", {"name": name, **stated})
        assert answer.status_code == 201, answer.json
        return answer.json

    def code_of(self, station: Any) -> str:
        answer = self.ask("POST", f"/print-stations/{station['id']}/code")
        assert answer.status_code == 201, answer.json
        return answer.json["code"]

    def join(self, station: Any, name: str = "Pi") -> Connector:
        code = self.code_of(station).rpartition(".")[2]
        answer = self.client.post(
            f"{self.base}/print-connector/join", json={"code": code, "name": name}
        )
        assert answer.status_code == 201, answer.json
        return Connector(self.client, self.base, answer.json["token"])

    def shown(self, station: Any) -> Any:
        return self.ask("GET", f"/print-stations/{station['id']}").json

    def job(self, job: Any) -> Any:
        return self.ask("GET", f"/print-jobs/{job['id']}").json

    def tickets(self, quantity: int = 1) -> list[Any]:
        names = [f"Ada Lovelace {number}" for number in range(1, quantity + 1)]
        return make_tickets(self.occasion, *names)

    def send(self, station: Any, tickets: Any, **more: Any) -> Any:
        ids = [str(each.id) for each in tickets]
        return self.make("/print-jobs", {"station_id": station["id"], "ticket_ids": ids, **more})

    def sent(self, station: Any, quantity: int = 1) -> list[Any]:
        answer = self.send(station, self.tickets(quantity))
        assert answer.status_code == 201, answer.json
        return answer.json["items"]

    def device(self, name: str = "Phone", **stated: Any) -> Any:
        ends_at = (clock.now() + timedelta(hours=8)).isoformat()
        issued = self.ask("POST", "/checkin-joining-codes", {"ends_at": ends_at, **stated})
        assert issued.status_code == 201, issued.json
        sent = {"code": issued.json["code"], "name": name}
        return self.client.post(f"{self.base}/checkin-device/join", json=sent).json


@pytest.fixture
def entrance(client, queued) -> Entrance:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    occasion = make_occasion(ctx)
    checkin.ensure_default_list(ctx, occasion.event_id)
    name = BadgeElement(kind="name", x_mm=5, y_mm=5, width_mm=60, height_mm=12)
    code = BadgeElement(kind="qr", x_mm=5, y_mm=20, width_mm=26, height_mm=26, content="ticket")
    design = BadgeDesign(width_mm=85, height_mm=54, elements=[name, code])
    layouts.create_layout(
        ctx, occasion.event_id, NewBadgeLayout(name="Badge", design=design, is_default=True)
    )
    return Entrance(client, organization, occasion)


@pytest.fixture
def station(entrance) -> Any:
    return entrance.station()


@pytest.fixture
def connector(entrance, station) -> Connector:
    return entrance.join(station)
