"""The fake in this process, and an adapter that talks to it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from turnout_paypal_fake import fake
from turnout_paypal_fake.accounts import client_id_of, client_secret_of, webhook_id_of
from turnout_paypal_fake.app import Provider

from turnout_paypal import adapter
from turnout_sdk.payments import Charge, Delivery, Update
from turnout_sdk.testing.provider import in_process
from turnout_sdk.testing.provider.in_process import HOOK, InProcess

# The examples of a property share one account.
hypothesis_settings.register_profile(
    "shared-account",
    hypothesis_settings.get_profile("unhurried"),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("shared-account")

EVENT = b'{"id": "WH-1", "event_type": "LOOT.BOX", "resource": {"id": "BOX1"}}'


class PayPal(InProcess[Provider]):
    """Everything a test handles."""

    adapter, fake = adapter, fake

    @property
    def signer(self):
        return self.provider.signer

    def token(self, account: str = "demo") -> str:
        client_id = client_id_of(account)
        answer = self.http.post(
            f"{self.address}/v1/oauth2/token",
            data={"grant_type": "client_credentials"},
            auth=(client_id, client_secret_of(client_id)),
        )
        return str(answer.json()["access_token"])

    def call(
        self, method: str, path: str, body: object = None, account: str = "demo", **headers: str
    ) -> httpx.Response:
        bearer = {"Authorization": f"Bearer {self.token(account)}"}
        return self.http.request(
            method, f"{self.address}{path}", json=body, headers=bearer | headers
        )

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


@pytest.fixture
def make_charge() -> Callable[..., Charge]:
    def charge(key: str = "key-1", **changes: Any) -> Charge:
        usual = {
            "reference": "0197c6a8-payment",
            "cancel_url": "http://shop.example/basket?step=2",
        }
        return in_process.charge(key, **usual | changes)

    return charge


@pytest.fixture(scope="session")
def signing_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys are drawn once for all tests: that takes its time."""
    return tmp_path_factory.mktemp("signing")


@pytest.fixture
def paypal(tmp_path: Path, signing_folder: Path) -> Iterator[PayPal]:
    opened = PayPal(Provider, tmp_path, signing=signing_folder)
    yield opened
    opened.close()
