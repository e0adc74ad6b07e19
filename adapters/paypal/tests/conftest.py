"""The fake in this process, an adapter that talks to it, and an inbox for its webhooks."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from turnout_paypal_fake import fake
from turnout_paypal_fake.app import Provider
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.credentials import client_id_of, client_secret_of, webhook_id_of
from turnout_paypal_fake.store import Store
from turnout_paypal_fake.webhooks import Sender

from turnout_paypal import adapter
from turnout_paypal.gateway import Gateway
from turnout_sdk.adapter import Services
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Delivery, Update
from turnout_sdk.testing.serving import Request

# A loaded machine is no failure of a property.
hypothesis_settings.register_profile(
    "unhurried",
    deadline=None,
    derandomize=os.environ.get("TURNOUT_PROVE") != "1",
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("unhurried")

ADDRESS = "http://paypal.test"
HOOK = "http://shop.example/hooks/1"
EVENT = b'{"id": "WH-1", "event_type": "LOOT.BOX", "resource": {"id": "BOX1"}}'


@dataclass
class Clock:
    time: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def advance(self, **span: float) -> None:
        self.time += timedelta(**span)


@dataclass
class PayPal:
    """Everything a test handles."""

    clock: Clock
    provider: Provider
    sender: Sender
    signer: Signer
    http: httpx.Client
    inbox: list[Delivery]
    requests: list[httpx.Request] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def gateway(self, account: str = "demo", **changes: object) -> Gateway:
        values = fake.settings_for(account, base_url=ADDRESS) | changes
        services = Services(http=self.http, now=self.clock.now, webhook_url=HOOK)
        return adapter.open(values, services)

    def token(self, account: str = "demo") -> str:
        client_id = client_id_of(account)
        answer = self.http.post(
            f"{ADDRESS}/v1/oauth2/token",
            data={"grant_type": "client_credentials"},
            auth=(client_id, client_secret_of(client_id)),
        )
        return str(answer.json()["access_token"])

    def call(
        self, method: str, path: str, body: object = None, account: str = "demo", **headers: str
    ) -> httpx.Response:
        bearer = {"Authorization": f"Bearer {self.token(account)}"}
        return self.http.request(method, f"{ADDRESS}{path}", json=body, headers=bearer | headers)

    def listen(self) -> None:
        """Point the account's webhook to the shop."""
        changes = [{"op": "replace", "path": "/url", "value": HOOK}]
        path = f"/v1/notifications/webhooks/{webhook_id_of(client_id_of('demo'))}"
        assert self.call("PATCH", path, changes).is_success

    def play(self, ref: str, *outcomes: str) -> None:
        for outcome in outcomes:
            answer = self.call("POST", f"/_fake/orders/{ref}", {"outcome": outcome})
            assert answer.is_success, answer.text

    def script(self, behaviour: str, **more: object) -> None:
        fields = {"behaviour": behaviour} | more
        assert self.call("POST", "/_fake/scripts", fields).is_success

    def change(self, **fields: object) -> None:
        assert self.call("POST", "/_fake/account", fields).is_success

    def deliver(self) -> list[Delivery]:
        """Deliver what is due and return what arrived by it."""
        before = len(self.inbox)
        self.sender.work_off()
        return self.inbox[before:]

    def approved(self, charge: Charge, outcome: str = "approve") -> str:
        """Start a payment and let the buyer do their part."""
        ref = self.gateway().start(charge).provider_ref
        self.play(ref, outcome)
        return ref

    def paid(self, charge: Charge, *outcomes: str) -> str:
        """Start a payment, let the buyer approve it and collect it; then whatever comes after."""
        ref = self.approved(charge)
        self.gateway().fetch(ref)
        self.play(ref, *outcomes)
        return ref

    def signed(
        self,
        body: bytes = EVENT,
        *,
        at: datetime | None = None,
        webhook_id: str | None = None,
        **changes: str | None,
    ) -> Delivery:
        """Make a genuine delivery, or one whose headers are changed; None leaves one out."""
        wanted = webhook_id or webhook_id_of(client_id_of("demo"))
        headers = self.signer.headers(body, wanted, at or self.clock.now()) | changes
        kept = {name: value for name, value in headers.items() if value is not None}
        return Delivery(headers=kept, body=body)

    def order(self, ref: str) -> Any:
        return self.call("GET", f"/v2/checkout/orders/{ref}").json()

    def told(self, deliveries: list[Delivery]) -> list[Update]:
        read = [self.gateway().read(each) for each in deliveries]
        return [each for each in read if each]

    def sent(self, path: str, method: str = "POST") -> list[httpx.Request]:
        """List the adapter's own requests to addresses that end so."""
        return [
            each
            for each in self.requests
            if each.method == method
            and each.url.path.endswith(path)
            and each.headers["User-Agent"].startswith("turnout-paypal")
        ]


def charge(key: str = "key-1", **changes: Any) -> Charge:
    values: dict[str, Any] = {
        "reference": "0197c6a8-payment",
        "amount": Money(4200, "EUR"),
        "description": "2 tickets",
        "return_url": "http://shop.example/thanks",
        "cancel_url": "http://shop.example/basket?step=2",
        "buyer_email": "ada@example.org",
    }
    return Charge(key=key, **values | changes)


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    return charge


@pytest.fixture(scope="session")
def signing_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys are drawn once for all tests: that takes its time."""
    return tmp_path_factory.mktemp("signing")


@pytest.fixture
def paypal(tmp_path: Path, signing_folder: Path) -> Iterator[PayPal]:
    clock, inbox = Clock(), []
    store, signer = Store(tmp_path), Signer(signing_folder, ADDRESS)
    provider = Provider(
        store=store, signer=signer, now=clock.now, address=ADDRESS, pause=lambda _: None
    )

    def receive(request: httpx.Request) -> httpx.Response:
        inbox.append(Delivery(headers=dict(request.headers), body=request.read()))
        return httpx.Response(opened.answers.pop(0) if opened.answers else 204)

    shop = httpx.Client(transport=httpx.MockTransport(receive))
    opened = PayPal(
        clock=clock,
        inbox=inbox,
        provider=provider,
        sender=Sender(store, shop, signer, now=clock.now),
        signer=signer,
        http=httpx.Client(transport=httpx.MockTransport(lambda each: carry(opened, each))),
    )
    yield opened
    opened.http.close()
    store.close()


def carry(paypal: PayPal, request: httpx.Request) -> httpx.Response:
    """Hand a request to the fake as a socket would, with what sockets do when nothing comes."""
    paypal.requests.append(request)
    parts = urlsplit(str(request.url))
    reply = paypal.provider.handle(
        Request(
            method=request.method,
            target=f"{parts.path}?{parts.query}" if parts.query else parts.path,
            headers={name.lower(): value for name, value in request.headers.items()},
            body=request.read(),
        )
    )
    if reply.is_silent:
        failure = httpx.ReadTimeout if reply.until else httpx.RemoteProtocolError
        raise failure("nothing came", request=request)
    return httpx.Response(reply.status, headers=dict(reply.headers), content=reply.body)


def body_of(request: httpx.Request) -> Any:
    return json.loads(request.content)
