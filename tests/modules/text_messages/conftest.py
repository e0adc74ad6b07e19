"""The fakes of providers of text messages, and an event whose buyers agree to texts."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.modules.announcements.conftest import Announcer
from tests.modules.challenges.services import reachable
from tests.modules.notifications.conftest import only_own_mails, platform_smtp, port
from turnout_amazonsns_fake import fake as amazonsns
from turnout_twilio_fake import fake as twilio

from turnout.kernel import clock
from turnout.kernel.db import tx as transactions
from turnout.modules.connections import api as connections
from turnout.modules.quiet_hours import rules
from turnout.modules.quiet_hours.types import QuietHours
from turnout.modules.text_messages.words import WORDING
from turnout_sdk.fakes import Fake
from turnout_sdk.testing.kit import run_fake
from turnout_sdk.testing.provider.messages import MessageControls
from turnout_sdk.webhooks import Delivery

__all__ = ("only_own_mails", "platform_smtp", "port")
FAKES: dict[str, Fake] = {"twilio": twilio, "amazon-sns": amazonsns}
ADA, BEN = "+254700000001", "+254700000002"
NIGHT = QuietHours(is_on=True, starts="21:00", ends="08:00")
TEXT = {"language": "en", "short_text": "Doors at nine, {first_name}."}


class PowerCut(BaseException):
    """Nothing catches this on its way, as nothing catches SIGKILL."""


def die_at(word: str) -> None:
    """Do what is queued, and kill whoever sends a statement with this word."""

    def cut(statement: str) -> None:
        if word in statement:
            raise PowerCut

    before, transactions.observer = transactions.observer, cut
    try:
        with pytest.raises(PowerCut):
            work.drain()
    finally:
        transactions.observer = before


def later(seconds: float) -> Any:
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def sweep() -> None:
    work.run_timed("text_messages.sweep")
    work.drain()


@dataclass
class TextProvider:
    """A connection for text messages, and its account at the provider."""

    shop: MadeShop
    address: str
    key: str
    client: Any
    connection_id: UUID | None = None

    @property
    def account(self) -> str:
        return f"{self.shop.organization.id.hex}-{self.key}"

    @property
    def controls(self) -> MessageControls:
        return MessageControls(self.address, self.account)

    @property
    def received(self) -> list[str]:
        return [each.decode() for each in self.controls.received()]

    def connect(self, *, position: int = 1) -> Any:
        made = connections.create_connection(
            self.shop.organizer,
            connections.NewConnection(
                kind="sms",
                adapter_key=self.key,
                name=f"Texts by {self.key}",
                values=FAKES[self.key].settings_for(self.account, base_url=self.address),
                options=connections.Options(position=position),
            ),
        )
        self.connection_id = made.id
        self.controls.deliver_to(made.webhook_url or "")
        work.drain()
        return made

    @property
    def hook(self) -> str:
        return f"/hooks/v1/sms/{self.shop.organization.id}/{self.connection_id}"

    def hear(self, delivery: Delivery, *, status: int = 204) -> Any:
        answer = self.client.post(
            self.hook,
            query_string=dict(delivery.query),
            data=delivery.body,
            headers=dict(delivery.headers),
        )
        assert answer.status_code == status, answer.text
        return answer

    def says(self, phone: str, text: str, *, wish: str = "", name: str | None = None) -> Delivery:
        """What the provider delivers when somebody answers."""
        more = {} if name is None else {"mail": name}
        return self.controls.report(
            "", phone, "answered", at=clock.now(), text=text, wish=wish, **more
        )


class Texter(Announcer):
    """An organizer who texts; buyers agree at the numbers that they leave."""

    def agree(self, order: Any, phone: str, *, expect: int = 200, **said: Any) -> Any:
        body = {"is_given": True, "phone": phone, "wording": WORDING, **said}
        return self.consent(order, body, expect=expect)

    def consent(self, order: Any, body: Any = None, *, expect: int = 200) -> Any:
        path = f"{self.base}/orders/{order['id']}/text-consent"
        headers = {"Turnout-Order-Secret": order["secret"]}
        answer = (
            self.client.get(path, headers=headers)
            if body is None
            else self.client.put(path, json=body, headers=headers)
        )
        assert answer.status_code == expect, answer.text
        return answer.json

    def guest(self, email: str, phone: str, **said: Any) -> Any:
        order = self.buy(email, **said)
        self.agree(order, phone)
        return order

    def announce(self, **said: Any) -> UUID:
        """An announcement by text message that is to leave now."""
        made = self.begun(texts=[TEXT], channels=["sms"], **said)
        self.queue(made)
        return made

    def log(self, **query: Any) -> list[Any]:
        answer = self.client.get(
            f"{self.base}/text-messages", query_string=query, headers=self.owner
        )
        assert answer.status_code == 200, answer.text
        return answer.json["items"]

    def history(self, text: Any) -> Any:
        answer = self.client.get(
            f"{self.base}/text-messages/{text['id']}/history",
            headers=bearer(self.shop.organization.owner),
        )
        assert answer.status_code == 200, answer.text
        return answer.json

    def attempts(self, text: Any) -> list[str]:
        return [each["state"] for each in self.history(text)["attempts"]]


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The address of each fake."""
    with ExitStack() as stack:
        yield {
            key: stack.enter_context(run_fake(fake, tmp_path_factory.mktemp(key))).base_url
            for key, fake in FAKES.items()
        }


@pytest.fixture
def texter(app, client, platform_smtp) -> Texter:
    return Texter(client, make_shop())


@pytest.fixture
def at(texter, client, served, monkeypatch):
    """Make a provider of the texter's organization: `at("twilio")`; no hour is quiet."""
    monkeypatch.setattr(rules, "DEFAULT", replace(NIGHT, is_on=False))
    with ExitStack() as stack:
        for address in served.values():
            stack.enter_context(reachable(address))
        yield lambda key, shop=None: TextProvider(shop or texter.shop, served[key], key, client)


@pytest.fixture
def twilio_account(at):
    provider = at("twilio")
    provider.connect()
    return provider


@pytest.fixture
def one(texter, twilio_account):
    """One guest who agreed, an announcement to them, and the provider that sends it."""
    texter.guest("ada@people.example", ADA, name="Ada Lovelace")
    texter.index()
    return texter
