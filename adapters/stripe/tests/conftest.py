"""The fake in this process, an adapter that talks to it, and an inbox for its webhooks."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import settings as hypothesis_settings
from turnout_stripe_fake import fake
from turnout_stripe_fake.app import Provider
from turnout_stripe_fake.messages import Request
from turnout_stripe_fake.store import Store
from turnout_stripe_fake.webhooks import Sender

from turnout_sdk.adapter import Services
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Delivery
from turnout_stripe import adapter
from turnout_stripe.gateway import Gateway

# A loaded machine is no failure of a property.
hypothesis_settings.register_profile(
    "unhurried", deadline=None, derandomize=os.environ.get("TURNOUT_PROVE") != "1"
)
hypothesis_settings.load_profile("unhurried")

ADDRESS = "http://stripe.test"
HOOK = "http://shop.example/hooks/1"


@dataclass
class Clock:
    time: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Stripe:
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
        self, method: str, path: str, form: Any = None, account: str = "demo", **headers: str
    ) -> httpx.Response:
        content = json.dumps(form) if path.startswith("/_fake/") else urlencode(form or {})
        return self.http.request(
            method,
            f"{ADDRESS}{path}",
            content=content if form is not None else None,
            headers={"Authorization": f"Bearer sk_test_{account}"} | headers,
        )

    def listen(self, **more: str) -> None:
        form = {"url": HOOK, "enabled_events[0]": "*"} | more
        assert self.call("POST", "/v1/webhook_endpoints", form).status_code == 200

    def complete(self, payment: str, outcome: str, **headers: str) -> None:
        answer = self.call("POST", f"/_fake/payments/{payment}", {"outcome": outcome}, **headers)
        assert answer.status_code == 200, answer.text

    def script(self, behaviour: str, **more: object) -> None:
        assert self.call("POST", "/_fake/scripts", {"behaviour": behaviour} | more).is_success

    def deliver(self) -> list[Delivery]:
        """Deliver what is due and return what arrived by it."""
        before = len(self.inbox)
        self.sender.work_off()
        return self.inbox[before:]

    def paid(self, charge: Charge, *outcomes: str) -> str:
        """Start a payment and let the buyer, and whoever comes after, act."""
        ref = self.gateway().start(charge).provider_ref
        for outcome in outcomes or ("pay",):
            self.complete(ref, outcome)
        return ref


def charge(key: str = "key-1", **changes: Any) -> Charge:
    values: dict[str, Any] = {
        "reference": "payment-7",
        "amount": Money(4200, "EUR"),
        "description": "2 tickets",
        "return_url": "http://shop.example/thanks",
        "cancel_url": "http://shop.example/basket",
        "buyer_email": "ada@example.org",
    }
    return Charge(key=key, **values | changes)


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    return charge


def open_stripe(folder: Path) -> Stripe:
    clock, inbox = Clock(), []
    store = Store(folder)
    provider = Provider(store=store, now=clock.now, public_url=ADDRESS)

    def receive(request: httpx.Request) -> httpx.Response:
        inbox.append(Delivery(headers=dict(request.headers), body=request.read()))
        return httpx.Response(stripe.answers.pop(0) if stripe.answers else 204)

    def carry(request: httpx.Request) -> httpx.Response:
        stripe.requests.append(request)
        response = provider.handle(
            Request(
                method=request.method,
                path=request.url.path,
                query=request.url.query.decode(),
                headers={name.lower(): value for name, value in request.headers.items()},
                body=request.read(),
            )
        )
        if response.is_silent and not response.pause_seconds:
            raise httpx.RemoteProtocolError("gone", request=request)
        if response.pause_seconds > request.extensions["timeout"]["read"]:
            raise httpx.ReadTimeout("nothing came", request=request)
        return httpx.Response(response.status, headers=response.headers, content=response.body)

    shop = httpx.Client(transport=httpx.MockTransport(receive))
    stripe = Stripe(
        clock=clock,
        inbox=inbox,
        provider=provider,
        sender=Sender(store, shop, now=clock.now),
        http=httpx.Client(transport=httpx.MockTransport(carry)),
    )
    return stripe


@pytest.fixture
def stripe(tmp_path: Path) -> Iterator[Stripe]:
    opened = open_stripe(tmp_path)
    yield opened
    opened.http.close()
    opened.provider.store.close()
