"""A published event with sessions, tickets that people bought, and somebody who hands out files."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.factories.events import make_published_event
from tests.factories.people import MadeUser, bearer, context_of, make_organization
from tests.factories.sales import MadeShop

from turnout.kernel import runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.settings import Settings
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets

ORDER_SECRET = "Turnout-Order-Secret"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TALK = {"title": "Pegs", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}
STARTS = datetime(2030, 2, 2, 9, tzinfo=UTC)
ENDS = datetime(2030, 2, 2, 10, tzinfo=UTC)
VIDEO = "https://video.example/pegs"


@dataclass(slots=True)
class Desk:
    """An organizer at one event, and visitors who may or may not have tickets."""

    client: Any
    shop: MadeShop
    session: dict[str, Any] = field(default_factory=dict)
    type_id: UUID | None = None

    @property
    def organization_path(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def event_path(self) -> str:
        return f"{self.organization_path}/events/{self.shop.event_id}"

    @property
    def path(self) -> str:
        return f"/sessions/{self.session['id']}/files"

    def ask(self, method: str, path: str, *, user: MadeUser | None = None, **sent: Any) -> Any:
        headers = {**bearer(user or self.shop.organization.owner), **sent.pop("headers", {})}
        return self.client.open(self.event_path + path, method=method, headers=headers, **sent)

    def made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.ask("POST", path, json=body)
        assert answer.status_code == 201, answer.json
        return dict(answer.json)

    def add_session(self, **values: Any) -> dict[str, Any]:
        return self.made("/sessions", {**TALK, **values})

    def upload(self, data: bytes = PDF, name: str = "pegs.pdf", **more: Any) -> str:
        """A file of the organization; its id."""
        body = (
            f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        answer = self.client.post(
            f"{self.organization_path}/files",
            data=body + data + b"\r\n--edge--\r\n",
            content_type="multipart/form-data; boundary=edge",
            headers=bearer(more.get("user") or self.shop.organization.owner),
        )
        assert answer.status_code == 201, answer.json
        return str(answer.json["id"])

    def give(self, **values: Any) -> dict[str, Any]:
        """A file for everybody at once, unless it is said otherwise."""
        stated = {"kind": "slides", "audience": "public", **values}
        if not {"url", "file_id"} & set(stated):
            stated = {"file_id": self.upload(PDF + new_id().bytes.hex().encode()), **stated}
        return self.made(self.path, stated)

    def listed(self, **more: Any) -> list[dict[str, Any]]:
        answer = self.ask("GET", self.path, **more)
        assert answer.status_code == 200, answer.json
        return list(answer.json["items"])

    def seen(
        self, *, ticket: str = "", secret: str = "", user: MadeUser | None = None, **query: Any
    ) -> Any:
        headers = {ORDER_SECRET: secret} if secret else {}
        if user is not None:
            headers |= bearer(user)
        whose = f"/tickets/{ticket}" if ticket else ""
        path = f"{self.event_path}{whose}/session-files"
        return self.client.get(path, query_string=query, headers=headers)

    def access(self, **more: Any) -> list[str]:
        answer = self.seen(**more)
        assert answer.status_code == 200, answer.json
        return [each["access"] for each in answer.json["items"]]

    def download(self, url: str) -> Any:
        """Follow the address that counts to the content."""
        first = self.client.get(url.removeprefix("http://turnout.test"), buffered=True)
        if first.status_code != 302:
            return first
        found = first.headers["Location"].removeprefix("http://turnout.test")
        return self.client.get(found, buffered=True)

    def buy(self, quantity: int = 1, user: MadeUser | None = None) -> tuple[list[str], str]:
        """Ids of tickets, and the secret of their order."""
        if self.type_id is None:
            self.type_id = self.shop.add_type()
        answer = self.client.post(
            self.shop.orders_path,
            json=self.shop.basket(self.type_id, quantity=quantity),
            headers={**(bearer(user) if user else {}), "Idempotency-Key": new_id().hex},
        )
        assert answer.status_code == 201, answer.json
        with transaction(self.shop.organizer) as tx:
            found = tickets.list_of(tx, orders.find_id(tx, answer.json["number"]))
        return [str(each.id) for each in found], str(answer.json["secret"])


def make_desk(client: Any, **values: Any) -> Desk:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    event = make_published_event(ctx, **values)
    desk = Desk(client, MadeShop(organization, event.id))
    desk.session = desk.add_session()
    return desk


@pytest.fixture
def desk(client: Any) -> Desk:
    return make_desk(client)


@pytest.fixture
def configure(app: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run with other settings for the length of a test."""

    def changed(**values: Any) -> None:
        monkeypatch.setattr(runtime.current(), "settings", settings.model_copy(update=values))

    return changed
