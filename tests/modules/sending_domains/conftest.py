"""Name servers of a sending domain, and an organization that sends from it."""

from typing import Any

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.modules.notifications.conftest import mailbox, only_own_mails, platform_smtp, port

from turnout.kernel.ids import new_id
from turnout.kernel.outbound.dns_records import DnsUnavailable, answered_by

__all__ = ("mailbox", "only_own_mails", "platform_smtp", "port")


class Zone:
    """The name servers of a test; `is_silent` when nobody answers."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.servers: dict[str, list[str]] = {}
        self.is_silent = False

    def find_texts(self, name: str) -> list[str]:
        if self.is_silent:
            raise DnsUnavailable
        return self.texts.get(name, [])

    def find_servers(self, name: str) -> list[str]:
        if self.is_silent:
            raise DnsUnavailable
        return self.servers.get(name, [])

    def set(self, domain: dict[str, Any]) -> None:
        """Paste what the answer says."""
        for each in domain["records"]:
            if each["type"] == "MX":
                self.servers[each["name"]] = ["mail.example"]
            elif each["value"]:
                self.texts[each["name"]] = [each["value"]]


@pytest.fixture
def zone():
    made = Zone()
    with answered_by(made.find_texts, made.find_servers):
        yield made


class Organizer:
    """Who manages the sending domains of a shop."""

    def __init__(self, client: Any, shop: MadeShop) -> None:
        self.client, self.shop = client, shop
        self.headers = bearer(shop.organization.owner)
        self.path = f"/api/v1/organizations/{shop.organization.id}/sending-domains"
        self.domain = f"d{new_id().hex}.example"

    def add(self, domain: str | None = None, *, status: int = 201, **body: Any) -> dict[str, Any]:
        said = {"domain": domain or self.domain, **body}
        return self._answer("post", self.path, status, json=said)

    def check(self, domain: dict[str, Any], *, status: int = 200) -> dict[str, Any]:
        return self._answer("post", f"{self.path}/{domain['id']}/check", status)

    def rotate(self, domain: dict[str, Any], *, status: int = 200) -> dict[str, Any]:
        return self._answer("post", f"{self.path}/{domain['id']}/rotate-key", status)

    def get(self, domain: dict[str, Any]) -> dict[str, Any]:
        return self._answer("get", f"{self.path}/{domain['id']}", 200)

    def change(self, domain: dict[str, Any], *, status: int = 200, **body: Any) -> dict[str, Any]:
        return self._answer("patch", f"{self.path}/{domain['id']}", status, json=body)

    def delete(self, domain: dict[str, Any]) -> None:
        self._answer("delete", f"{self.path}/{domain['id']}", 204)

    def verified(self, zone: Zone) -> dict[str, Any]:
        domain = self.add()
        zone.set(domain)
        found = self.check(domain)
        assert found["state"] == "verified", found
        return found

    def _answer(self, verb: str, path: str, status: int, **more: Any) -> dict[str, Any]:
        answer = getattr(self.client, verb)(path, headers=self.headers, **more)
        assert answer.status_code == status, answer.data
        found: dict[str, Any] = answer.json if answer.data else {}
        return found


@pytest.fixture
def shop(app) -> MadeShop:
    return make_shop()


@pytest.fixture
def organizer(client, shop) -> Organizer:
    return Organizer(client, shop)


def record(domain: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(each for each in domain["records"] if each["kind"] == kind)
