"""A provider in this process, an adapter that talks to it, and an inbox for its webhooks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from turnout_sandbox import adapter
from turnout_sandbox.fake import fake
from turnout_sandbox.gateway import Gateway
from turnout_sandbox.provider.app import Provider
from turnout_sandbox.provider.sender import Sender
from turnout_sandbox.provider.store import Store
from turnout_sdk.adapter import Services
from turnout_sdk.payments import Charge, Delivery
from turnout_sdk.testing.provider import in_process
from turnout_sdk.testing.provider.in_process import Clock, Inbox, carry

WEBHOOK_URL = "http://shop.example/hooks/1"


@dataclass
class Sandbox:
    """Everything a test handles."""

    clock: Clock
    inbox: Inbox
    provider: Provider
    sender: Sender
    http: httpx.Client

    def gateway(self, account: str = "demo", **changes: object) -> Gateway:
        settings = fake.settings_for(account, base_url="http://sandbox.test") | changes
        services = Services(
            http=self.http, now=self.clock.now, webhook_url=WEBHOOK_URL, sleep=lambda _: None
        )
        return adapter.open(settings, services)

    def call(
        self, method: str, path: str, body: object = None, account: str = "demo", **headers: str
    ) -> httpx.Response:
        return self.http.request(
            method,
            f"http://sandbox.test{path}",
            json=body,
            headers={"Authorization": f"Bearer sk_test_{account}"} | headers,
        )

    def complete(self, payment: str, outcome: str, **more: object) -> httpx.Response:
        return self.call("POST", f"/v1/payments/{payment}/complete", {"outcome": outcome} | more)

    def script(self, behaviour: str, **more: object) -> None:
        answer = self.call("POST", "/v1/scripts", {"behaviour": behaviour} | more)
        assert answer.status_code == 201, answer.text

    def press(self, payment: str, action: str) -> httpx.Response:
        return self.http.post(
            f"http://sandbox.test/pay/{payment}",
            content=urlencode({"action": action}),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )

    def deliver(self) -> list[Delivery]:
        """Deliver what is due and return what arrived by it."""
        before = len(self.inbox.deliveries)
        self.sender.work_off()
        return self.inbox.deliveries[before:]


def charge(key: str = "key-1", **changes: Any) -> Charge:
    return in_process.charge(key, **{"reference": "order-7"} | changes)


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    return charge


def open_sandbox(folder: Path) -> Sandbox:
    clock, inbox = Clock(), Inbox()
    store = Store(folder)
    provider = Provider(store=store, now=clock.now, public_url="http://sandbox.test")
    shop = httpx.Client(transport=httpx.MockTransport(inbox.receive))
    return Sandbox(
        clock=clock,
        inbox=inbox,
        provider=provider,
        sender=Sender(store, shop, now=clock.now),
        http=httpx.Client(transport=httpx.MockTransport(lambda each: carry(provider.handle, each))),
    )


def close_sandbox(sandbox: Sandbox) -> None:
    sandbox.sender.stop()
    sandbox.http.close()


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    opened = open_sandbox(tmp_path)
    yield opened
    close_sandbox(opened)


@pytest.fixture
def make_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Sandbox]]:
    """Open a fresh sandbox for each example of a property."""
    opened: list[Sandbox] = []

    def make() -> Sandbox:
        opened.append(open_sandbox(tmp_path_factory.mktemp("sandbox")))
        return opened[-1]

    yield make
    for each in opened:
        close_sandbox(each)
