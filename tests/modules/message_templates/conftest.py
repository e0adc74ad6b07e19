"""A shop whose organizer writes mails of its own."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.modules.notifications.conftest import mailbox, only_own_mails, platform_smtp, port

__all__ = ("mailbox", "only_own_mails", "platform_smtp", "port")


@dataclass
class Writer:
    client: Any
    shop: MadeShop
    headers: dict[str, str]

    def ask(
        self,
        method: str,
        path: str = "",
        body: Any = None,
        *,
        expect: int = 200,
        version: Any = None,
    ) -> Any:
        base = f"/api/v1/organizations/{self.shop.organization.id}/message-templates"
        given = self.headers | ({"If-Match": f'"{version}"'} if version is not None else {})
        answer = self.client.open(f"{base}{path}", method=method, json=body, headers=given)
        assert answer.status_code == expect, answer.get_data(as_text=True)
        return answer.json if answer.data else None

    def begin(self, message: str = "order-confirmed", *, expect: int = 201, **more: Any) -> Any:
        return self.ask("POST", "", {"message": message, "language": "en", **more}, expect=expect)

    def write(self, one: Any, content: Any, *, expect: int = 200) -> Any:
        body = {"content": content}
        return self.ask("PATCH", f"/{one['id']}", body, expect=expect, version=one["version"])

    def step(self, one: Any, name: str) -> Any:
        return self.ask("POST", f"/{one['id']}/{name}", version=one["version"])

    def published(self, message: str = "order-confirmed", content: Any = None, **more: Any) -> Any:
        made = self.begin(message, **more)
        if content is not None:
            made = self.write(made, content)
        return self.step(made, "publish")


@pytest.fixture
def writer(client):
    def made(shop: Any = None, headers: Any = None) -> Writer:
        shop = shop or make_shop()
        return Writer(client, shop, headers or bearer(shop.organization.owner))

    return made


def content_of(*blocks: Any, subject: str = "Hi {{ recipient.name }}", preheader: str = "") -> Any:
    """A confirmation with what it cannot be without around some blocks."""
    link = {"type": "button", "text": "Open", "url": "{{ order.url }}"}
    return {
        "subject": subject, "preheader": preheader, "blocks": [*blocks, link, {"type": "footer"}],
    }  # fmt: skip


def paragraph(text: str) -> dict[str, str]:
    return {"type": "paragraph", "text": text}
