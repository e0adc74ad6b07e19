"""E-mail providers of an organization, each played by its fake."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from tests.factories import work
from tests.factories.redis_lines import redis_of
from tests.factories.sales import MadeShop
from tests.modules.challenges.services import reachable
from turnout_amazonses_fake import fake as amazonses
from turnout_mailgun_fake import fake as mailgun
from turnout_sendgrid_fake import fake as sendgrid

from turnout.kernel import runtime
from turnout.modules.connections import api as connections
from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.mail import MailControls
from turnout_sdk.webhooks import Delivery

FAKES: dict[str, Fake] = {each.key: each for each in (sendgrid, mailgun, amazonses)}
__all__ = ("FAKES", "Provider", "reachable")


@dataclass
class Provider:
    """One connection of an organization, and its account at the provider."""

    shop: MadeShop
    address: str
    key: str
    connection_id: UUID | None = None

    @property
    def account(self) -> str:
        return f"{self.shop.organization.id.hex}-{self.key}"

    @property
    def controls(self) -> MailControls:
        return MailControls(self.address, self.account)

    def connect(self, *, position: int | None = None, **changes: object) -> Any:
        values = FAKES[self.key].settings_for(self.account, base_url=self.address)
        new = connections.NewConnection(
            kind="email",
            adapter_key=self.key,
            name=f"Mail by {self.key}",
            values=values | changes,
            options=connections.Options(position=position),
        )
        made = connections.create_connection(self.shop.organizer, new)
        self.connection_id = made.id
        work.drain()
        return made

    @property
    def hook(self) -> str:
        return f"/hooks/v1/email/{self.shop.organization.id}/{self.connection_id}"

    def hear(self, client: Any, delivery: Delivery, *, status: int = 204) -> Any:
        """Let a delivery arrive at the connection's address."""
        answer = client.post(self.hook, data=delivery.body, headers=dict(delivery.headers))
        assert answer.status_code == status, answer.json
        return answer

    def tell(self, client: Any, message_id: str, recipient: str, state: str, **more: Any) -> None:
        """Let the provider say what became of a mail."""
        self.hear(client, self.controls.report(message_id, recipient, state, **more))

    def count(self, message_id: str) -> int:
        """How many mails the provider took under this Message-ID."""
        return len(self.controls.received()) if message_id else 0


def rested() -> None:
    """Forget what circuits know: each test begins with connections that were never called."""
    client = redis_of(runtime.current().redis)
    for found in client.scan_iter("*circuit*"):
        client.delete(found)


def ask(address: str, path: str) -> Any:
    return httpx.get(f"{address}{path}", timeout=5).json()
