"""An event with an organizer, and devices that joined it, for every test."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import (
    MadeOrganization,
    bearer,
    context_of,
    make_organization,
)
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.checkin import service as checkin


@dataclass(frozen=True, slots=True)
class DoorDevice:
    """A device that joined, as it calls."""

    client: Any
    base: str
    id: str
    token: str

    def ask(self, method: str, rest: str, body: Any = None, **headers: str) -> Any:
        proof = {"Authorization": f"Bearer {self.token}", **headers}
        address = f"{self.base}/checkin-device{rest}"
        return self.client.open(address, method=method, json=body, headers=proof)

    def get(self, rest: str = "", **headers: str) -> Any:
        return self.ask("GET", rest, **headers)

    def post(self, rest: str, body: Any, **headers: str) -> Any:
        return self.ask("POST", rest, body, **headers)

    def scan(self, code: str, **more: Any) -> Any:
        return self.post("/scans", {"code": code, "scan_id": new_id().hex, **more})


@dataclass(frozen=True, slots=True)
class Door:
    """The organizer of an event, who makes codes and takes devices away."""

    client: Any
    organization: MadeOrganization
    occasion: Occasion

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.organization.id}"

    @property
    def event(self) -> str:
        return f"{self.base}/events/{self.occasion.event_id}"

    def ask(self, method: str, rest: str, body: Any = None) -> Any:
        headers = bearer(self.organization.owner)
        return self.client.open(f"{self.event}{rest}", method=method, json=body, headers=headers)

    def issue(self, **stated: Any) -> Any:
        ends_at = (clock.now() + timedelta(days=2)).isoformat()
        return self.ask("POST", "/checkin-joining-codes", {"ends_at": ends_at, **stated})

    def join(self, code: str, name: str = "Phone") -> Any:
        body = {"code": code, "name": name}
        return self.client.post(f"{self.base}/checkin-device/join", json=body)

    def device(self, name: str = "Phone", **stated: Any) -> DoorDevice:
        issued = self.issue(**stated)
        assert issued.status_code == 201, issued.json
        joined = self.join(issued.json["code"], name)
        assert joined.status_code == 201, joined.json
        made = joined.json
        return DoorDevice(self.client, self.base, made["device"]["id"], made["token"])

    def revoke(self, device: DoorDevice) -> Any:
        return self.ask("POST", f"/checkin-devices/{device.id}/revoke")

    def ticket(self, name: str = "Ada Lovelace", **stated: Any) -> tuple[Any, str]:
        [ticket] = make_tickets(self.occasion, name, **stated)
        return ticket, code_of(self.occasion, ticket)

    def add_list(self, name: str, **stated: Any) -> str:
        made = self.ask("POST", "/checkin-lists", {"name": name, **stated})
        assert made.status_code == 201, made.json
        return str(made.json["id"])


@pytest.fixture
def make_door(client: Any, running: Any) -> Callable[[], Door]:
    def made() -> Door:
        organization = make_organization()
        ctx = context_of(organization, organization.owner)
        occasion = make_occasion(ctx)
        checkin.ensure_default_list(ctx, occasion.event_id)
        return Door(client, organization, occasion)

    return made


@pytest.fixture
def door(make_door: Callable[[], Door]) -> Door:
    return make_door()
