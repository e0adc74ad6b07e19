"""The fake in this process, an adapter that talks to it, and an inbox for its webhooks."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import settings as hypothesis_settings
from turnout_razorpay_fake import fake
from turnout_razorpay_fake.api import Provider
from turnout_razorpay_fake.credentials import key_id_of, key_secret_of
from turnout_razorpay_fake.delivery import Sender
from turnout_razorpay_fake.store import Store

from turnout_razorpay import adapter
from turnout_razorpay.gateway import Gateway
from turnout_sdk.adapter import Services
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Delivery
from turnout_sdk.testing.serving import Request

# A loaded machine is no failure of a property.
hypothesis_settings.register_profile(
    "unhurried", deadline=None, derandomize=os.environ.get("TURNOUT_PROVE") != "1"
)
hypothesis_settings.load_profile("unhurried")

ADDRESS = "http://razorpay.test"
HOOK = "http://shop.example/hooks/1"


@dataclass
class Clock:
    time: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Razorpay:
    """Everything a test handles."""

    clock: Clock
    provider: Provider
    sender: Sender
    http: httpx.Client
    inbox: list[Delivery]
    requests: list[httpx.Request] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def gateway(self, account: str = "demo", **changes: object) -> Gateway:
        values = fake.settings_for(account, base_url=ADDRESS) | changes
        return adapter.open(values, Services(http=self.http, now=self.clock.now))

    def call(
        self, method: str, path: str, body: Any = None, account: str = "demo", **more: Any
    ) -> httpx.Response:
        key_id = key_id_of(account)
        return self.http.request(
            method, f"{ADDRESS}{path}", json=body, auth=(key_id, key_secret_of(key_id)), **more
        )

    def control(self, path: str, /, **body: object) -> dict[str, Any]:
        answer = self.call("POST", f"/_fake/{path}", body)
        assert answer.is_success, answer.text
        return answer.json()

    def listen(self) -> None:
        self.control("webhooks", url=HOOK)

    def act(self, payment: str, *outcomes: str, **more: object) -> None:
        for outcome in outcomes:
            self.control(f"payments/{payment}", outcome=outcome, **more)

    def script(self, behaviour: str, **more: object) -> None:
        self.control("scripts", behaviour=behaviour, **more)

    def deliver(self) -> list[Delivery]:
        """Deliver what is due and return what arrived by it."""
        before = len(self.inbox)
        self.sender.work_off()
        return self.inbox[before:]

    def paid(self, charge: Charge, *outcomes: str) -> str:
        """Start a payment and let the buyer, and whoever comes after, act."""
        ref = self.gateway().start(charge).provider_ref
        self.act(ref, *(outcomes or ("pay",)))
        return ref


def charge(key: str = "key-1", **changes: Any) -> Charge:
    values: dict[str, Any] = {
        "reference": "payment-7",
        "amount": Money(42_000, "INR"),
        "description": "2 tickets",
        "return_url": "http://shop.example/thanks",
        "cancel_url": "http://shop.example/basket",
        "buyer_email": "ada@example.org",
    }
    return Charge(key=key, **values | changes)


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    return charge


def open_razorpay(folder: Path) -> Razorpay:
    clock, inbox = Clock(), []
    store = Store(folder)
    provider = Provider(store, clock.now, public_url=ADDRESS)

    def receive(request: httpx.Request) -> httpx.Response:
        inbox.append(Delivery(headers=dict(request.headers), body=request.read()))
        return httpx.Response(opened.answers.pop(0) if opened.answers else 204)

    def carry(request: httpx.Request) -> httpx.Response:
        opened.requests.append(request)
        reply = provider.handle(
            Request(
                method=request.method,
                target=request.url.raw_path.decode(),
                headers={name.lower(): value for name, value in request.headers.items()},
                body=request.read(),
            )
        )
        if reply.is_silent and reply.until is None:
            raise httpx.RemoteProtocolError("gone", request=request)
        if reply.is_silent:
            raise httpx.ReadTimeout("nothing came", request=request)
        return httpx.Response(reply.status, headers=dict(reply.headers), content=reply.body)

    opened = Razorpay(
        clock=clock,
        inbox=inbox,
        provider=provider,
        sender=Sender(store, httpx.Client(transport=httpx.MockTransport(receive)), now=clock.now),
        http=httpx.Client(transport=httpx.MockTransport(carry)),
    )
    return opened


@pytest.fixture
def razorpay(tmp_path: Path) -> Iterator[Razorpay]:
    opened = open_razorpay(tmp_path)
    yield opened
    opened.http.close()
    opened.provider.store.close()
